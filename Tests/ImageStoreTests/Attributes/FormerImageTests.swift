import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// What is said of an image while another process still deals with the one that had its name before.
@Suite struct FormerImageTests {
  private let box: ImageReference

  init() throws { box = try ImageReference("user:x") }

  private func change(_ key: String, to value: String) -> AttributesChange {
    AttributesChange(values: [key: value])
  }

  /// A store with a file to import, and a repository with images that are not for everybody.
  private func withStore(_ body: (TestStore) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("store")
      try LocalFileSystem().createDirectory(path, mode: .ownerReadWriteExecute)
      let store = try TestStore(path)
      try Data(count: 4096).write(to: URL(fileURLWithPath: path.appending("disk.raw").string))
      try importBox(store)
      _ = try store.manager.update(box, change("visibility", to: "private"))
      try body(store)
    }
  }

  private func importBox(_ store: TestStore) throws {
    let disk = DiskSource(.file(store.folder.appending("disk.raw")))
    _ = try store.manager.import(ImportRequest(source: disk, destination: box))
  }

  /// Runs `body`, and before it changes attributes for the `turn`th time makes a new image that is
  /// described, which that must not undo.
  private func race(
    in store: TestStore, _ body: @Sendable (TestStore) throws -> Void, turn: Int,
    with rival: @escaping @Sendable (TestStore) throws -> Void
  ) throws {
    let turns = Mutex(0)
    let racing = InterceptingFileSystem(before: { call in
      guard call.operation == .lock else { return }
      let number = turns.withLock { count in
        count += 1
        return count
      }
      if number == turn { try rival(TestStore(store.folder)) }
    })
    try body(TestStore(store.folder, files: racing))
    #expect(turns.withLock(\.self) >= turn)
    #expect(try store.manager.get(box).attributes.properties["mine"] == "1")
  }

  @Test func whatIsSaidOfANewImageIsNotForgotten() throws {
    try withStore { store in
      _ = try store.manager.delete(box)
      try race(in: store, { try importBox($0) }, turn: 1) {
        _ = try $0.manager.update(box, change("mine", to: "1"))
      }
    }
  }

  @Test func aDeletionDescribesNoOtherImage() throws {
    try withStore { store in
      _ = try store.manager.delete(box)
      let repository = try store.repository()
      // As pcocc makes them, without an id.
      try store.publish("x", text: "1", in: repository)
      try repository.withStagingFolder { folder in
        let blob = try store.stage("2", in: folder)
        _ = try repository.publishRevision(
          RevisionDraft(name: box.image, kind: .vm, layers: [blob.digest]), staged: [blob])
      }
      let first = try ImageReference("user:x@1")
      let body: @Sendable (TestStore) throws -> Void = { store in
        // Whoever was faster has deleted it.
        #expect(throws: PcoccError.self) { try store.manager.delete(first) }
      }
      try race(in: store, body, turn: 2) {
        _ = try $0.manager.delete(box)
        try importBox($0)
        _ = try $0.manager.update(box, change("mine", to: "1"))
      }
    }
  }
}
