import DiskImage
import FileSupport
import Foundation
import SystemPackage
import TestSupport

@testable import ImageStore

/// A store with images of real disks, and a folder to stage them in.
struct StageTrial {
  let root: FilePath
  let store: TestStore

  var folder: FilePath { root.appending("stage") }
  var place: StagePlace { StagePlace(path: folder, userID: geteuid()) }
  /// The raw disk that images are made of.
  var source: FilePath { root.appending("disk.raw") }

  private static let diskSize = 4 << 20
  private static let dataSize = 1 << 20

  init(_ root: FilePath, files: any FileSystem = LocalFileSystem()) throws {
    self.root = root
    store = try TestStore(root, files: files)
    try files.createDirectoryIfMissing(folder, mode: .ownerReadWriteExecute)
  }

  /// The same with other files.
  func with(_ files: any FileSystem) throws -> StageTrial { try StageTrial(root, files: files) }

  var repository: Repository {
    get throws { try store.repository() }
  }

  @discardableResult
  func importDisk(_ name: String, seed: UInt8 = 1) throws -> LocatedRevision {
    var bytes = [UInt8](repeating: 0, count: Self.diskSize)
    for index in 0..<Self.dataSize { bytes[index] = UInt8(truncatingIfNeeded: index / 251) &+ seed }
    try Data(bytes).write(to: URL(fileURLWithPath: source.string))
    return try store.manager.import(
      ImportRequest(
        source: DiskSource(.file(source)), destination: try ImageReference(name))
    ).image
  }

  /// Makes an image of several layers, each of which changes a part of the disk; the lower ones of
  /// two such images are the same. Returns the path of its top blob.
  @discardableResult
  func makeStack(_ name: String, layers count: Int) throws -> FilePath {
    let repository = try repository
    var layers = try importDisk("\(name)-base").metadata.layers
    for number in 1..<count {
      guard let below = layers.last else { break }
      try repository.withStagingFolder { staging in
        // Where QEMU finds the layer below by its relative name.
        let path = repository.layout.data.appending("ab/overlay")
        defer { try? LocalFileSystem().removeFile(path) }
        try Oracle.qemuImg([
          "create", "-q", "-f", "qcow2", "-b", RepositoryLayout.backingName(below), "-F", "qcow2",
          path.string,
        ])
        try Oracle.qemuIO([
          "-c", "write -q -P \(number) \(number * 128)k 192k", path.string,
        ])
        let blob = try StagedBlob(
          digesting: LocalFileSystem().openForReading(path), monitor: .silent)
        layers.append(blob.digest)
        let waiting = try repository.content.publish(blob, .silent)
        repository.content.discard(waiting)
      }
    }
    _ = try repository.publishImage(
      RevisionDraft(name: try ImageName(name), kind: .vm, layers: layers), staged: [])
    return try store.manager.path(of: ImageReference(name)).path
  }

  @discardableResult
  func stage(
    _ name: String, as form: StageForm = .qcow2, limit: Int? = nil, patience: Duration? = nil,
    lease: LeaseTerm? = nil
  ) throws -> StageResult {
    try store.manager.stage(
      StageRequest(
        image: try ImageReference(name), place: place, form: form, limit: limit,
        patience: patience, lease: lease))
  }

  /// Other tests start programs meanwhile, which hold all locks of this process until they have begun.
  func drop(_ name: String?) throws -> [StageDrop] {
    let reference = try name.map { try ImageReference($0) }
    for _ in 0..<50 {
      let drops = try store.manager.dropStaged(reference, in: place)
      guard drops.contains(where: { $0.outcome == .busy }) else { return drops }
      usleep(20_000)
    }
    return try store.manager.dropStaged(reference, in: place)
  }

  func url(_ name: String) -> URL { URL(fileURLWithPath: folder.appending(name).string) }

  func bytes(_ path: FilePath) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path.string))
  }

  func flipByte(of path: FilePath, at position: Int) throws {
    var data = try bytes(path)
    let index = position < 0 ? data.count + position : position
    data[index] ^= 1
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path.string)
    try data.write(to: URL(fileURLWithPath: path.string))
  }

  /// Unfinished files in the staging folder.
  func leftovers() throws -> [String] {
    try paths().map { FilePath($0).lastComponent?.string ?? "" }.filter { $0.hasPrefix(".in-") }
  }

  /// Blobs in the staging folder.
  func blobCount() throws -> Int {
    try paths().count { $0.hasPrefix("data/") && FilePath($0).components.count == 3 }
  }

  private func paths() throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.string)
  }
}

/// Runs `body` with a trial of its own.
func withStageTrial(_ body: (StageTrial) throws -> Void) throws {
  try withTemporaryFolder { try body(try StageTrial($0)) }
}
