import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// What is not published yet is nobody's but its maker's, also where all others may read and tidy up.
@Suite struct StagingAccessTests {
  private final class Modes: Sendable {
    let seen = Mutex<[UInt16]>([])
  }

  @Test(arguments: [(nil, 0o444), ("private", 0o400), ("public", 0o444)])
  func stagedFilesAreClosed(_ visibility: String?, _ mode: UInt16) throws {
    try withTemporaryFolder { folder in
      let modes = Modes()
      let files = InterceptingFileSystem(after: { call in
        guard call.path.string.contains("/.tmp/"), call.operation == .createFile else { return }
        let status = try LocalFileSystem().status(of: call.path, followingLinks: false)
        modes.seen.withLock { $0.append(status.mode) }
      })
      try Data(repeating: 7, count: 100_000)
        .write(to: URL(fileURLWithPath: folder.appending("disk.raw").string))
      let manager = try TestStore(folder, files: files).manager
      _ = try manager.initializeRepository(RepositoryName("user"), sharing: .all)
      var attributes = NewImageAttributes()
      attributes.change.values["visibility"] = visibility
      let source = DiskSource(.file(folder.appending("disk.raw")))
      let result = try manager.import(
        ImportRequest(
          source: source, destination: ImageReference("user:box"), attributes: attributes))
      let seen = modes.seen.withLock(\.self)
      #expect(!seen.isEmpty)
      #expect(seen.allSatisfy { $0 & 0o077 == 0 }, "\(seen)")
      let digest = try #require(result.image.metadata.layers.last)
      let blob = RepositoryLayout(root: folder.appending("user")).blob(digest)
      let status = try LocalFileSystem().status(of: blob, followingLinks: false)
      #expect(status.mode & 0o777 == mode)
    }
  }
}
