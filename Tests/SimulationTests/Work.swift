import FileSupport
import Foundation
import SystemPackage

@testable import ImageStore

/// What a process does with the store, and what it tells the history.
struct Work {
  let process: SimulatedProcess
  let history: History
  /// The file system that the store is given.
  var files: any FileSystem

  init(_ process: SimulatedProcess, _ history: History) {
    self.process = process
    self.history = history
    files = SimulatedFiles(process)
  }

  private var simulation: Simulation { process.simulation }

  func repository() throws -> Repository {
    try Scenario.repository(process.context(files))
  }

  /// Imports an image, or saves a revision.
  func publish(_ name: String, _ texts: [String], isNew: Bool) throws {
    let repository = try repository()
    try repository.withStagingFolder { folder in
      let staged = try texts.map { try stage(Scenario.blob($0), in: folder) }
      try publish(name, staged.map(\.digest), staged, isNew: isNew, in: repository)
    }
  }

  private func publish(
    _ name: String, _ layers: [Digest], _ staged: [StagedBlob], isNew: Bool,
    in repository: Repository
  ) throws {
    let operation = history.begin(.publish, name)
    defer { history.end(operation) }
    let draft = RevisionDraft(name: try ImageName(name), kind: .vm, layers: layers)
    let metadata =
      try isNew
      ? repository.publishImage(draft, staged: staged)
      : repository.publishRevision(draft, staged: staged)
    let revision = RevisionNumber(name, metadata.revision.number)
    simulation.note(process, "ACKNOWLEDGES \(revision)")
    history.acknowledge(
      operation, [revision], layers: metadata.layers, owner: metadata.owner)
  }

  private func stage(_ digest: Digest, in folder: FilePath) throws -> StagedBlob {
    let bytes = Scenario.contents[digest] ?? []
    let file = try files.createFile(folder.appending(digest.hex), mode: .ownerRead)
    try bytes.withUnsafeBytes { try file.write($0, at: 0) }
    try file.synchronize()
    try file.close()
    return StagedBlob(digest: digest, size: bytes.count, path: file.path)
  }

  /// Makes a new image of the layers of another one, which are in the repository already.
  func copy(_ source: String, to name: String) throws {
    let repository = try repository()
    guard let newest = try repository.metadata.revisions(of: ImageName(source)).last else { return }
    let layers = try repository.metadata.read(ImageName(source), newest).layers
    try publish(name, layers, [], isNew: true, in: repository)
  }

  func delete(_ name: String) throws {
    let repository = try repository()
    let image = try ImageName(name)
    let revisions = try repository.metadata.revisions(of: image)
    let operation = history.begin(
      .delete, name, revisions.map { RevisionNumber(name, $0.number) })
    defer { history.end(operation) }
    let deleted = try repository.delete(revisions, of: image)
      .map { RevisionNumber(name, $0.number) }
    simulation.note(process, "ACKNOWLEDGES that \(deleted) are deleted")
    history.acknowledge(operation, deleted)
  }

  func undelete(_ name: String) throws {
    let repository = try repository()
    let operation = history.begin(.undelete, name)
    defer { history.end(operation) }
    let restored = try repository.undelete(ImageName(name), revision: nil)
      .map { RevisionNumber(name, $0.number) }
    simulation.note(process, "ACKNOWLEDGES that \(restored) are back")
    history.acknowledge(operation, restored)
  }

  /// Reads all images, and all blobs of each.
  func read() throws {
    let repository = try repository()
    for (image, revisions) in try repository.metadata.allRevisions().revisions.sorted(by: {
      $0.key < $1.key
    }) {
      for revision in revisions {
        let start = history.tick()
        guard let metadata = try? repository.metadata.read(image, revision) else { continue }
        let number = RevisionNumber(image.description, revision.number)
        try read(metadata.layers, of: number, in: repository) {
          history.isSettled(number, before: start)
        }
      }
    }
  }

  /// - Parameter mustWork: whether a failure is one of the store, told afterwards.
  private func read(
    _ layers: [Digest], of what: RevisionNumber, in repository: Repository,
    mustWork: () -> Bool
  ) throws {
    for digest in layers {
      do {
        let bytes = try open(digest, in: repository).contents(limit: 1 << 20)
        guard bytes != Scenario.contents[digest] else { continue }
        history.report("\(process.label) reads other bytes of \(what)")
      } catch {
        // Where the store tries one thing after the other, it may report another failure.
        guard !process.isKilled else { throw error }
        guard mustWork() else { continue }
        simulation.note(process, "CANNOT READ \(what)")
        history.report("\(process.label) cannot read \(what): \(error)")
      }
    }
  }

  /// Opens a blob; on a node that believes what it has read of folders, the trash among them, again a
  /// minute later.
  private func open(_ digest: Digest, in repository: Repository) throws -> any File {
    do {
      return try repository.content.open(digest)
    } catch let error as PcoccError {
      guard process.node.memory == .listings, !process.isKilled else { throw error }
    }
    try simulation.sleep(process, Scenario.minute + 1)
    return try repository.content.open(digest)
  }

  /// Leases an image for three days, and reads it for as long.
  func lease(_ name: String) throws {
    let repository = try repository()
    guard let newest = try repository.metadata.revisions(of: ImageName(name)).last else { return }
    let metadata = try repository.metadata.read(ImageName(name), newest)
    let manager = ImageManager(
      configuration: Configuration(repositories: [], cachePath: nil),
      context: repository.context)
    let expiry = Int(repository.context.now().timeIntervalSince1970) + 3 * 24 * 3600
    _ = try manager.lease(
      ResolvedRevision(repository: repository, metadata: metadata, revisions: [newest]),
      for: LeaseTerm(expiry: expiry))
    simulation.note(process, "ACKNOWLEDGES a lease of \(name)@\(newest)")
    for seconds in [30, Scenario.hour, 30 * Scenario.hour, 40 * Scenario.hour] {
      try simulation.sleep(process, seconds)
      try read(
        metadata.layers, of: RevisionNumber(name, newest.number), in: repository
      ) { process.node.server.disk.now < Double(expiry) }
    }
  }
}
