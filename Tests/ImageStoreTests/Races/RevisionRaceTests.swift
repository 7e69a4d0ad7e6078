import FileSupport
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// What becomes of a revision whose publication or return from the trash fails when it is visible.
@Suite struct RevisionRaceTests {
  private let files = LocalFileSystem()
  private let box: ImageName
  private let one: Revision

  init() throws {
    box = try ImageName("box")
    one = try #require(Revision(1))
  }

  private func isLink(_ call: InterceptingFileSystem.Call) -> Bool {
    call.operation == .link && call.path.string.contains("/meta/box@")
  }

  struct Failure: Sendable {
    var operation: InterceptingFileSystem.Operation
    /// In which folder.
    var place: String
    var error: PcoccError.Code
  }

  /// What fails once the revision can be seen.
  private static let failures = [
    Failure(operation: .openForReading, place: "data", error: .interrupted),
    Failure(operation: .synchronizeDirectory, place: "meta", error: .io),
  ]

  /// A file system on which a call fails once `box` has become visible.
  private func failing(
    _ failure: Failure, isBroken: Bool = false
  ) -> InterceptingFileSystem {
    let isVisible = Mutex(false)
    let once = Once()
    return InterceptingFileSystem(
      before: { call in
        guard isVisible.withLock(\.self) else { return }
        if isBroken, call.operation == .rename, call.path.string.contains("/.trash/") {
          throw PcoccError.fileSystem("cannot take this name", call.path, .ioError)
        }
        guard call.operation == failure.operation,
          call.path.components.contains(FilePath.Component(failure.place) ?? "?")
        else { return }
        try once.run { throw PcoccError(failure.error, "fails", path: call.path) }
      },
      after: { call in
        if call.operation == .link, call.path.string.contains("/meta/box@") {
          isVisible.withLock { $0 = true }
        }
      })
  }

  /// Others may have seen it, so its number is not given to anything else.
  @Test(arguments: failures) func aNumberThatWasSeenIsNotUsedAgain(_ failure: Failure) throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder, files: failing(failure))
      let error = #expect(throws: PcoccError.self) {
        try store.publish("box", text: "one", in: store.repository())
      }
      #expect(error?.code == failure.error)
      let sound = try TestStore(folder)
      let repository = try sound.repository()
      #expect(try repository.metadata.revisions(of: box) == [])
      #expect(try repository.attributes.highestRevision(of: box) == .first)
      #expect(try sound.publish("box", text: "two", in: repository).revision == one)
      #expect(try sound.leftovers(in: repository) == [])
    }
  }

  /// Somebody may have deleted it and brought it back meanwhile, and been told that it is there.
  @Test func whatWasTakenBackIsInTheTrash() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder, files: failing(Self.failures[0]))
      #expect(throws: PcoccError.self) {
        try store.publish("box", text: "one", in: store.repository())
      }
      let repository = try TestStore(folder).repository()
      // Nobody has deleted it, so it comes back only when it is asked for.
      #expect(try repository.undelete(box, revision: nil) == [])
      #expect(try repository.undelete(box, revision: .first) == [.first])
      #expect(
        try repository.content.open(repository.metadata.read(box, .first).layers[0]).status().size
          == 3)
    }
  }

  @Test func whatCannotBeTakenBackIsTold() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder, files: failing(Self.failures[0], isBroken: true))
      let error = #expect(throws: PcoccError.self) {
        try store.publish("box", text: "one", in: store.repository())
      }
      #expect(error?.advice?.contains("box@0 is still there") == true)
    }
  }

  /// A writer's number is used and deleted by others before it gets to it.
  @Test func undeleteBringsBackWhatWasDeletedAndNotWhatWasTakenBack() throws {
    try withTemporaryFolder { folder in
      let first = try TestStore(folder)
      try first.publish("box", text: "one", in: first.repository())
      let taken = Once()
      let racing = InterceptingFileSystem(before: { call in
        guard call.operation == .link, call.path.lastComponent == "box@1" else { return }
        try taken.run {
          let other = try TestStore(folder, after: 1)
          let repository = try other.repository()
          _ = try CollectionTrial(folder).addRevision(to: "box", text: "two")
          _ = try repository.delete([#require(Revision(1))], of: ImageName("box"))
        }
      })
      let late = try TestStore(folder, files: racing, after: 2)
      let number = try late.repository().withStagingFolder { staging in
        let blob = try late.stage("three", in: staging)
        return try late.repository().publishRevision(
          RevisionDraft(name: box, kind: .vm, layers: [blob.digest]), staged: [blob]
        ).revision.number
      }
      #expect(taken.hasHappened)
      #expect(number == 2)
      let repository = try first.repository()
      #expect(try repository.undelete(box, revision: nil) == [one])
      let layer = try repository.metadata.read(box, one).layers[0]
      #expect(try repository.content.open(layer).contents(limit: 9) == Array("two".utf8))
    }
  }

  /// On a full disk a revision shares the folder of an earlier deletion, which may hold another one of
  /// the same number.
  @Test func nothingInTheTrashIsReplaced() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      for name in ["other", "box"] { try store.publish(name, text: name, in: repository) }
      _ = try repository.delete([.first], of: ImageName("other"))
      _ = try TestStore(folder, after: 1).repository().delete([.first], of: box)
      let before = try #require(try repository.trash.runs().first)
      try files.removeDirectory(repository.layout.spareRun.data)
      try files.removeDirectory(repository.layout.spareRun.metadata)
      let full = InterceptingFileSystem(before: { call in
        guard [.createFile, .createDirectory, .rename].contains(call.operation),
          call.operation != .rename || call.path.parent.lastComponent == ".trash"
        else { return }
        throw PcoccError.fileSystem("cannot create", call.path, .noSpace)
      })
      let trash = try TestStore(folder, files: full).repository().trash
      #expect(try trash.makeDeletionRun(of: box, [.first]) != before)
    }
  }

  /// A revision becomes visible only once its blobs are there, also when it comes back from the trash.
  @Test func aDeletedRevisionWithoutItsBlobIsNeverVisible() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      let metadata = try store.publish("box", in: repository)
      _ = try repository.delete([.first], of: box)
      try files.removeFile(repository.layout.blob(metadata.layers[0]))
      let wasLinked = Mutex(false)
      let watching = InterceptingFileSystem(before: { call in
        if call.operation == .link, call.path.lastComponent == "box@0" {
          wasLinked.withLock { $0 = true }
        }
      })
      let error = #expect(throws: PcoccError.self) {
        try TestStore(folder, files: watching).repository().undelete(box, revision: nil)
      }
      #expect(error?.code == .corrupt)
      #expect(!wasLinked.withLock { $0 })
      #expect(try store.leftovers(in: repository) == [])
    }
  }

  /// Its blobs are brought back from the trash, and collectors see what needs them, before it is there.
  @Test func aDeletedRevisionComesBackAfterItsBlobs() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      let layer = try store.publish("box", in: repository).layers[0]
      _ = try repository.delete([.first], of: box)
      let run = try repository.trash.makeRun()
      try files.rename(repository.layout.blob(layer), to: run.blob(layer))
      let seen = Once()
      let watching = InterceptingFileSystem(before: { call in
        guard call.operation == .link, call.path.lastComponent == "box@0" else { return }
        try seen.run {
          let other = try TestStore(folder).repository()
          #expect(try other.content.contains(layer))
          #expect(try BlobReferences(other, at: 0, .silent).contains(layer))
        }
      })
      let restored = try TestStore(folder, files: watching).repository()
        .undelete(box, revision: nil)
      #expect(restored == [.first] && seen.hasHappened)
      #expect(try store.leftovers(in: repository) == [])
    }
  }

  /// A power cut leaves at least one of the names.
  @Test func aRevisionIsOnDiskBeforeItLeavesTheTrash() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("box", in: repository)
      _ = try repository.delete([.first], of: box)
      let order = Mutex<[String]>([])
      let watching = InterceptingFileSystem(before: { call in
        guard [.link, .synchronizeDirectory, .removeFile].contains(call.operation),
          call.path.string.contains("/meta"),
          call.path.lastComponent?.string.hasPrefix(".") == false
        else { return }
        order.withLock { $0.append(call.operation.rawValue) }
      })
      _ = try TestStore(folder, files: watching).repository().undelete(box, revision: nil)
      #expect(order.withLock { $0 } == ["link", "synchronizeDirectory", "removeFile"])
    }
  }

  /// A collector may empty the run that a revision is being restored from.
  @Test func aRevisionThatCannotBeRestoredIsInTheTrashWhateverBecameOfItsRun() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("box", in: repository)
      _ = try repository.delete([.first], of: box)
      let run = try #require(try repository.trash.runs().first)
      let failing = InterceptingFileSystem(before: { [box] call in
        guard call.operation == .synchronizeDirectory, call.path.lastComponent == "meta",
          call.path.string.contains(".trash") == false
        else { return }
        try? LocalFileSystem().removeFile(run.metadataFile(box, .first))
        throw PcoccError.fileSystem("cannot bring to disk", call.path, .ioError)
      })
      #expect(throws: PcoccError.self) {
        try TestStore(folder, files: failing).repository().undelete(box, revision: nil)
      }
      #expect(try repository.metadata.revisions(of: box) == [])
      #expect(try repository.undelete(box, revision: nil) == [.first])
    }
  }

  /// The trash may have thousands of folders.
  @Test func theTrashIsReadOnceForAPublication() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      for text in ["a", "b", "c"] {
        let metadata = try store.publish("box", text: text, in: repository)
        _ = try repository.delete([metadata.revision], of: box)
      }
      let reads = Mutex(0)
      let counting = InterceptingFileSystem(before: { call in
        if call.operation == .entries, call.path.string.contains(".trash/") {
          reads.withLock { $0 += 1 }
        }
      })
      let other = try TestStore(folder, files: counting)
      try other.publish("box", text: "d", in: other.repository())
      #expect(reads.withLock { $0 } == 3)
    }
  }
}
