import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// Deletions and undeletions of one image at the same time, and beside a collection.
struct SimultaneousDeletionTests {
  typealias Operation = InterceptingFileSystem.Operation

  private let box: ImageName
  private let second: Revision

  init() throws {
    box = try ImageName("box")
    second = try #require(Revision(1))
  }

  /// A repository with `box@0` and `box@1`, in which `other` is done right before the first `operation`
  /// on a file or folder of that name in the trash.
  private func withRevisions(
    before operation: Operation, _ name: String, prepare: (Repository) throws -> Void,
    other: @escaping @Sendable (Repository) throws -> Void,
    body: (Repository) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let sound = try CollectionTrial(folder)
      try sound.publish("box")
      _ = try sound.addRevision(to: "box", text: "second")
      try prepare(sound.repository)
      let once = Once()
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == operation, call.path.lastComponent?.string == name,
          call.path.string.contains("/.trash/")
        else { return }
        try once.run { try other(try TestStore(folder).repository()) }
      })
      try body(try TestStore(folder, files: files).repository())
      #expect(once.hasHappened)
    }
  }

  /// What the first half of a deletion moved is brought back, and with it its folder is gone.
  @Test func aDeletionWhoseFolderIsGoneMakesAnother() throws {
    let box = box
    try withRevisions(before: .rename, "box@1") { _ in
    } other: { other throws in
      #expect(try other.undelete(box, revision: nil) == [.first])
    } body: { repository throws in
      #expect(try repository.delete([.first, second], of: box) == [.first, second])
      #expect(try repository.metadata.revisions(of: box) == [.first])
      #expect(try repository.trash.revisions(of: box).map(\.revisions) == [[second]])
    }
  }

  @Test func aDeletionThatIsUndoneAtOnceIsDone() throws {
    let (box, both) = (box, [Revision.first, second])
    try withRevisions(before: .synchronizeDirectory, "meta") { _ in
    } other: { other throws in
      #expect(try other.undelete(box, revision: nil) == both)
    } body: { repository throws in
      #expect(try repository.delete(both, of: box) == both)
      #expect(try repository.metadata.revisions(of: box) == both)
      #expect(try repository.trash.runs() == [])
    }
  }

  /// The other may be at any point when the first is at the same revision.
  @Test(arguments: [Operation.openForReading, .status], ["box@0", "box@1"])
  func ofTwoUndeletionsEachTellsWhatItDid(_ operation: Operation, _ name: String) throws {
    let (box, both) = (box, [Revision.first, second])
    try withRevisions(before: operation, name) { repository throws in
      #expect(try repository.delete(both, of: box) == both)
    } other: { other throws in
      #expect(try other.undelete(box, revision: nil) == both)
    } body: { repository throws in
      let restored = try repository.undelete(box, revision: nil)
      #expect(restored == (name == "box@0" ? [] : [.first]))
      #expect(try repository.metadata.revisions(of: box) == both)
      #expect(try repository.trash.runs() == [])
    }
  }

  /// The end of a collection gives its run another name.
  @Test func whatWasMovedMeanwhileIsBroughtBack() throws {
    let (box, both) = (box, [Revision.first, second])
    try withRevisions(before: .openForReading, "box@1") { repository throws in
      let run = try repository.trash.makeRun(TrashRun.openSuffix)
      #expect(try repository.delete(both, of: box) { run } == both)
    } other: {
      let runs = try $0.trash.runs()
      #expect(try runs.map($0.trash.close).count == 1)
    } body: { repository throws in
      #expect(try repository.undelete(box, revision: nil) == both)
      #expect(try repository.metadata.revisions(of: box) == both)
    }
  }
}
