import FileSupport
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// A file that cannot be opened or read is not one that is not there, wherever that decides what may be
/// taken away, which number is free, or who may read.
@Suite struct StaleHandleTests {
  /// A store with the image `box` and a lease on it, on a file system where opening what `isHit` tells
  /// fails.
  private func withBox(
    _ cause: Errno, of isHit: @escaping @Sendable (FilePath) -> Bool,
    _ body: (Repository) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("box", in: repository)
      _ = try store.manager.lease(
        ImageReference("box"), for: LeaseTerm(expiry: 1_820_000_000, jobID: nil))
      try repository.attributes.noteUse(of: .first, by: ImageName("box"))
      try LocalFileSystem().link(
        repository.layout.metadataFile(ImageName("box"), .first),
        as: repository.layout.metadata.appending(".in-x"))
      let failing = InterceptingFileSystem(before: { call in
        guard call.operation == .openForReading, isHit(call.path) else { return }
        throw PcoccError.fileSystem("cannot open", call.path, cause)
      })
      try body(TestStore(folder, files: failing).repository())
    }
  }

  @Test func aStaleLeaseStopsACollector() throws {
    try withBox(.staleNFSFileHandle, of: { $0.string.contains("/.leases/") }) { repository in
      #expect(throws: PcoccError.self) { try repository.leases.layersInUse(at: 0) }
    }
  }

  /// It is still listed, so nobody has dropped it.
  @Test func aLeaseThatCannotBeFoundStopsACollector() throws {
    try withBox(.noSuchFileOrDirectory, of: { $0.string.contains("/.leases/") }) { repository in
      #expect(throws: PcoccError.self) { try repository.leases.layersInUse(at: 0) }
    }
  }

  @Test func aLeaseThatIsDroppedMeanwhileDoesNot() throws {
    try withBox(.ioError, of: { _ in false }) { repository in
      let path = repository.layout.leaseFile(
        try #require(try repository.leases.active(at: 0).first).id)
      let dropping = InterceptingFileSystem(before: { call in
        if call.operation == .openForReading, call.path == path {
          try? LocalFileSystem().removeFile(path)
        }
      })
      let leases = LeaseStore(
        layout: repository.layout, context: TestStore.context(files: dropping))
      #expect(try leases.layersInUse(at: 0) == [])
    }
  }

  @Test(arguments: [Errno.staleNFSFileHandle, .ioError, .permissionDenied])
  func aRevisionOnItsWayThatCannotBeReadStopsACollector(_ cause: Errno) throws {
    try withBox(cause, of: { $0.lastComponent == ".in-x" }) { repository in
      #expect(throws: PcoccError.self) { try BlobReferences(repository, at: 0, .silent) }
    }
  }

  /// A new file may get its mode only after it was made.
  @Test func oneThatIsEmptyDoesNot() throws {
    try withBox(.permissionDenied, of: { $0.lastComponent == ".in-y" }) { repository in
      let path = repository.layout.metadata.appending(".in-y")
      try LocalFileSystem().createFile(path, mode: []).close()
      #expect(try BlobReferences(repository, at: 0, .silent).inImages.count == 1)
    }
  }

  @Test func staleAttributesDecideNoNumber() throws {
    try withBox(.staleNFSFileHandle, of: { $0.string.contains("/attributes/") }) { repository in
      #expect(throws: PcoccError.self) {
        try repository.attributes.highestRevision(of: ImageName("box"))
      }
    }
  }

  @Test func staleSettingsAreNotPrivate() throws {
    try withBox(.staleNFSFileHandle, of: { $0.lastComponent == ".settings.json" }) { repository in
      #expect(throws: PcoccError.self) { try repository.settings }
    }
  }
}
