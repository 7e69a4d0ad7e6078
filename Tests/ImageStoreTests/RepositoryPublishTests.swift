import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

@Suite struct RepositoryPublishTests {
  @Test func metadataIsWhatPcoccWrites() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("box", text: "abc", in: repository)
      let bytes = try LocalFileSystem().contents(
        of: folder.appending("user/meta/box@0"), limit: 4096)
      #expect(
        String(decoding: bytes, as: UTF8.self)
          == #"{"name": "box", "revision": 0, "kind": "vm", "owner": "alice", "#
          + #""timestamp": 1800000000.25, "data_blobs": "#
          + #"["ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"], "#
          + #""custom_meta": {}}"#)
    }
  }

  @Test func aBlobLiesUnderItsDigestAndIsReadOnly() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      let metadata = try store.publish("box", text: "abc", in: repository)
      let path = repository.layout.blob(metadata.layers[0])
      let hex = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      #expect(path == folder.appending("user/data/ba/\(hex)"))
      let status = try LocalFileSystem().status(of: path, followingLinks: false)
      #expect(status.mode & 0o222 == 0)
      #expect(status.linkCount == 1)
      #expect(try store.leftovers(in: repository) == [])
    }
  }

  @Test func aTakenNameIsRefusedAndNothingIsLeft() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("box", text: "one", in: repository)
      let error = #expect(throws: PcoccError.self) {
        try store.publish("box", text: "two", in: repository)
      }
      #expect(error?.code == .exists)
      #expect(try store.leftovers(in: repository) == [])
    }
  }

  /// Failure 1 of pcocc: two imports of one name at once.
  @Test func ofManyImportsOfOneNameOneSucceeds() async throws {
    let folder = FilePath(NSTemporaryDirectory()).appending("pcocc-race-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    try LocalFileSystem().createDirectory(folder, mode: .ownerReadWriteExecute)
    for round in 0..<20 {
      let outcomes = await withTaskGroup(of: PcoccError.Code?.self) { group in
        for writer in 0..<4 {
          group.addTask {
            do {
              let store = try TestStore(folder)
              try store.publish(
                "race\(round)", text: "content of \(writer)", in: try store.repository())
              return nil
            } catch {
              return (error as? PcoccError)?.code ?? .other
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(outcomes.count { $0 == nil } == 1)
      #expect(outcomes.count { $0 == .exists } == 3)
    }
  }

  /// Failure 3 of pcocc: a collector takes the blob before the metadata that names it is there.
  @Test func aBlobThatACollectorTookMeanwhileIsPutBack() throws {
    try withTemporaryFolder { folder in
      let taken = Mutex(false)
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == .link, call.path.string.contains("/meta/box@") else { return }
        guard
          !taken.withLock({
            let was = $0; $0 = true; return was
          })
        else { return }
        try Self.emptyBlobFolders(in: folder.appending("user/data"))
      })
      let store = try TestStore(folder, files: files)
      let repository = try store.repository()
      let metadata = try store.publish("box", text: "abc", in: repository)
      #expect(taken.withLock { $0 })
      #expect(try repository.content.contains(metadata.layers[0]))
      #expect(try store.leftovers(in: repository) == [])
    }
  }

  /// A writer may sleep for longer than anything is kept that nothing refers to, and be killed as soon as
  /// its revision is there.
  @Test func aRevisionIsThereOnlyOnceItsBlobsAre() throws {
    try withTemporaryFolder { folder in
      let isSeen = Mutex(false)
      let files = InterceptingFileSystem(before: { call in
        guard call.path.string.contains("/meta/") else { return }
        if call.operation == .createFile {
          try Self.emptyBlobFolders(in: folder.appending("user/data"))
        }
        guard call.operation == .link else { return }
        let repository = try TestStore(folder).repository()
        let digest = try #require(
          Digest(hex: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
        #expect(try repository.content.contains(digest))
        #expect(try BlobReferences(repository, at: 0, .silent).contains(digest))
        isSeen.withLock { $0 = true }
      })
      let store = try TestStore(folder, files: files)
      try store.publish("box", text: "abc", in: try store.repository())
      #expect(isSeen.withLock { $0 })
    }
  }

  private static func emptyBlobFolders(in data: FilePath) throws {
    let files = LocalFileSystem()
    for name in try files.entries(of: data) {
      for blob in try files.entries(of: data.appending(name)) where !blob.hasPrefix(".") {
        try files.removeFile(data.appending(name).appending(blob))
      }
    }
  }

  @Test func aBlobThatACollectorMovedToTheTrashIsRescued() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      let first = try store.publish("box", text: "abc", in: repository)
      let run = try repository.trash.makeRun()
      try LocalFileSystem().rename(
        repository.layout.blob(first.layers[0]), to: run.blob(first.layers[0]))
      #expect(try repository.content.size(of: first.layers[0]) == 3)
      try repository.withStagingFolder { _ in
        _ = try repository.publishImage(
          RevisionDraft(name: try ImageName("copy"), kind: .vm, layers: first.layers), staged: [])
      }
      #expect(try repository.content.contains(first.layers[0]))
    }
  }

  @Test func aRevisionWhoseBlobIsGoneForGoodIsWithdrawn() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      let error = #expect(throws: PcoccError.self) {
        try repository.publishImage(
          RevisionDraft(
            name: try ImageName("box"), kind: .vm,
            layers: [try #require(Digest(hex: String(repeating: "a", count: 64)))]), staged: [])
      }
      #expect(error?.code == .corrupt)
      #expect(try LocalFileSystem().entries(of: repository.layout.metadata) == [])
    }
  }

  /// Failure 8 of pcocc: a disk that fills up while metadata is written.
  @Test func aFullDiskLeavesNoMetadata() throws {
    try withTemporaryFolder { folder in
      let files = InterceptingFileSystem(before: { call in
        if call.operation == .write, call.path.string.contains("/meta/") {
          throw PcoccError.fileSystem("cannot write", call.path, .noSpace)
        }
      })
      let store = try TestStore(folder, files: files)
      let repository = try store.repository()
      let error = #expect(throws: PcoccError.self) { try store.publish("box", in: repository) }
      #expect(error?.code == .noSpace)
      #expect(try LocalFileSystem().entries(of: repository.layout.metadata) == [])
      #expect(try store.leftovers(in: repository) == [])
    }
  }

  /// Failure 12 of pcocc: the same bytes, published again, take the place of damaged ones.
  @Test func aDamagedBlobOfTheSameNameIsReplaced() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      let metadata = try store.publish("box", text: "abc", in: repository)
      let path = repository.layout.blob(metadata.layers[0])
      try LocalFileSystem().removeFile(path)
      try LocalFileSystem().createFile(path, mode: .ownerReadWrite).close()
      try store.publish("other", text: "abc", in: repository)
      #expect(try LocalFileSystem().contents(of: path, limit: 9) == Array("abc".utf8))
      #expect(try LocalFileSystem().entries(of: repository.layout.quarantine).count == 1)
      #expect(store.warnings.all.map(\.code) == [.corrupt])
      #expect(try store.leftovers(in: repository) == [])
    }
  }
}
