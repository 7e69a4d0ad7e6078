internal import FileSupport
internal import Foundation
internal import SystemPackage

/// The metadata of a version 2 repository: one JSON file per revision. Knows no bytes of any blob.
struct MetadataStore: MetadataReading {
  let layout: RepositoryLayout
  let context: StoreContext

  /// No metadata of ours comes near it; a longer file is an attack or an accident.
  static let sizeLimit = 4 << 20

  private var files: any FileSystem { context.fileSystem }

  func allRevisions() throws -> MetadataListing {
    var listing = MetadataListing()
    var isUpgraded = true
    for entry in try files.entries(of: layout.metadata) where !RepositoryLayout.isHidden(entry) {
      if let (name, revision) = RepositoryLayout.parseMetadataName(entry) {
        listing.revisions[name, default: []].append(revision)
      } else if RepositoryLayout.isTwoDigits(entry) {
        isUpgraded = false
      } else {
        listing.problems.append(
          .badMetadata(
            layout.metadata.appending(entry), "its name is not IMAGE@REVISION",
            advice: "move the file away"))
      }
    }
    if !isUpgraded { listing.problems.append(.upgradeUnfinished(layout.root)) }
    for name in listing.revisions.keys { listing.revisions[name]?.sort() }
    return listing
  }

  func revisions(of name: ImageName) throws -> [Revision] {
    let prefix = "\(name)@"
    return try files.entries(of: layout.metadata).filter { $0.hasPrefix(prefix) }
      .compactMap { Revision(validating: String($0.dropFirst(prefix.count))) }.sorted()
  }

  func read(_ name: ImageName, _ revision: Revision) throws -> RevisionMetadata {
    try read(name, revision, at: layout.metadataFile(name, revision))
  }

  private func read(
    _ name: ImageName, _ revision: Revision, at path: FilePath
  ) throws -> RevisionMetadata {
    guard let bytes = try files.contentsAgainIfStale(path, limit: Self.sizeLimit) else {
      throw PcoccError.fileSystem("cannot open", path, .noSuchFileOrDirectory)
    }
    return try RevisionMetadata(
      json: bytes, name: name, revision: revision, path: path)
  }

  /// Publishes a revision under its number; throws `exists` where that is taken.
  ///
  /// - Parameters:
  ///   - confirm: looks for the blobs while `layersOnTheirWay` names them already, and the revision is
  ///     not there yet.
  ///   - audience: who may read it; nil where umask and sharing decide.
  ///   - takeBack: takes the revision back where it cannot be brought to disk, and returns what is to
  ///     be thrown.
  func publish(
    _ metadata: RevisionMetadata, for audience: ImageAudience? = nil,
    confirm: () throws -> Void = {},
    takeBack: ((any Error) -> any Error)? = nil
  ) throws {
    let bytes = metadata.encoded()
    try files.writeDurably(
      to: layout.metadataFile(metadata.name, metadata.revision),
      mode: RepositoryLayout.metadataMode(for: audience), token: context.makeToken(),
      placement: .exclusive, ready: confirm, takeBack: takeBack
    ) { file in
      try AccessGrant.give(file, to: audience, layout, context)
      try bytes.withUnsafeBytes { try file.write($0, at: 0) }
    }
  }

  /// The blobs of revisions that are just being published.
  func layersOnTheirWay() throws -> Set<Digest> {
    var layers: Set<Digest> = []
    for entry in try files.entries(of: layout.metadata)
    where entry.hasPrefix(RepositoryLayout.temporaryPrefix) {
      let path = layout.metadata.appending(entry)
      // One that is not whole yet protects nothing: its writer has not looked for the blobs.
      guard let bytes = try contentsOnTheirWay(path),
        let stored = try? StoredRevision(json: bytes),
        let metadata = try? RevisionMetadata(stored, path: path)
      else { continue }
      layers.formUnion(metadata.layers)
    }
    return layers
  }

  /// nil where the file is gone, no file, or empty.
  ///
  /// - Throws: where it cannot be read: it may protect any blob.
  private func contentsOnTheirWay(_ path: FilePath) throws -> [UInt8]? {
    do {
      return try files.openAgainIfStale(path)?.contents(limit: Self.sizeLimit)
    } catch let error as PcoccError where error.code == .corrupt {
      return nil
    } catch let error as PcoccError where error.code == .permission {
      // A new file may get its mode only after it was made, and its bytes after that.
      let status = try files.status(of: path, followingLinks: false)
      guard status.kind != .regular || status.size == 0 else { throw error }
      return nil
    }
  }

  /// Moves a revision into the trash; false where it was gone already.
  ///
  /// - Throws: `busy` where the run is gone. The revision is then where it was.
  func delete(_ name: ImageName, _ revision: Revision, to run: TrashRun) throws -> Bool {
    do {
      try files.rename(
        layout.metadataFile(name, revision), to: run.metadataFile(name, revision))
      return true
    } catch let error as PcoccError where error.code == .notFound {
      guard try contains(name, revision) else { return false }
      throw PcoccError(
        .busy, "the folder of a deletion has just been taken away", path: run.path,
        advice: "try again")
    } catch {
      // It may have been moved all the same.
      bringBack(name, revision, from: run)
      throw error
    }
  }

  /// Undoes a deletion; false where the revision is not there or cannot be restored.
  @discardableResult
  func bringBack(_ name: ImageName, _ revision: Revision, from run: TrashRun) -> Bool {
    guard (try? restore(name, revision, from: run)) != nil else { return false }
    forget(name, revision, in: run)
    return true
  }

  /// Whether there is such a revision, whatever is in its file.
  func contains(_ name: ImageName, _ revision: Revision) throws -> Bool {
    do {
      _ = try files.status(of: layout.metadataFile(name, revision), followingLinks: false)
      return true
    } catch let error as PcoccError where error.code == .notFound {
      return false
    }
  }

  /// Reads a deleted revision.
  func read(_ name: ImageName, _ revision: Revision, in run: TrashRun) throws -> RevisionMetadata {
    try read(name, revision, at: run.metadataFile(name, revision))
  }

  /// Makes `layersOnTheirWay` tell of a deleted revision that is about to be restored, until the
  /// result is removed; nil where the file system cannot give it a second name.
  func announce(
    _ name: ImageName, _ revision: Revision, from run: TrashRun
  ) -> FilePath? {
    let path = layout.metadata.appending(RepositoryLayout.temporaryPrefix + context.makeToken())
    return (try? files.link(run.metadataFile(name, revision), as: path)).map { path }
  }

  /// Gives a revision from the trash its own name again; throws `exists` where its number is taken.
  /// What it is called in the trash stays until `forget`, where files can have two names.
  ///
  /// Whoever did this before may have been cut short, so that the file has both names; then it is
  /// finished.
  func restore(_ name: ImageName, _ revision: Revision, from run: TrashRun) throws {
    try files.publishExclusively(
      run.metadataFile(name, revision), as: layout.metadataFile(name, revision))
  }

  /// Ends what `restore` began. A name too many in the trash does no harm.
  func forget(_ name: ImageName, _ revision: Revision, in run: TrashRun) {
    try? files.removeFile(run.metadataFile(name, revision))
  }

  /// Undoes `restore`; false where the trash does not have the revision any more.
  func takeBack(_ name: ImageName, _ revision: Revision, to run: TrashRun) throws -> Bool {
    let path = layout.metadataFile(name, revision)
    do {
      guard
        try files.status(of: run.metadataFile(name, revision), followingLinks: false)
          .isSameFile(as: files.status(of: path, followingLinks: false))
      else { return false }
      try files.removeFile(path)
      return true
    } catch let error as PcoccError where error.code == .notFound { return false }
  }
}
