import FileSupport
import Foundation
import SystemPackage
import TestSupport

@testable import ImageStore

/// Calls `body` with a store that has the image `user:box`, made of `disk.raw`, and with its blob.
func withBoxStore(_ body: (TestStore, Repository, Digest) throws -> Void) throws {
  try withTemporaryFolder { folder in
    let store = try TestStore(folder)
    let blocks = (0..<8).flatMap { [UInt8](repeating: UInt8($0 + 1), count: 64 << 10) }
    try Data(blocks).write(to: URL(fileURLWithPath: folder.appending("disk.raw").string))
    let image = try store.add("user:box")
    try body(store, store.repository(), image.metadata.layers[0])
  }
}

extension TestStore {
  /// Imports `disk.raw`.
  @discardableResult
  func add(_ name: String) throws -> LocatedRevision {
    try manager.import(
      ImportRequest(
        source: DiskSource(.file(folder.appending("disk.raw"))), destination: ImageReference(name))
    ).image
  }
}

extension Repository {
  /// Flips bytes in a blob.
  func damage(_ digest: Digest) throws {
    let path = layout.blob(digest)
    let files = LocalFileSystem()
    let bytes = try files.contents(of: path, limit: 8 << 20)
    try files.removeFile(path)
    let file = try files.createFile(path, mode: RepositoryLayout.blobMode)
    try bytes.withUnsafeBytes { try file.write($0, at: 0) }
    try [7, 7, 7, 7].withUnsafeBytes { try file.write($0, at: 450_000) }
  }
}
