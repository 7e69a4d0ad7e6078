import FileSupport
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

@Suite struct RepositoryDeleteTests {
  private let box: ImageName
  private let files = LocalFileSystem()

  init() throws { box = try ImageName("box") }

  @Test func deletedRevisionsComeBackWhole() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      let metadata = try store.publish("box", in: repository)
      #expect(try repository.delete([.first], of: box) == [.first])
      #expect(try repository.metadata.revisions(of: box) == [])
      #expect(try repository.undelete(box, revision: nil) == [.first])
      #expect(try repository.metadata.read(box, .first) == metadata)
      #expect(try repository.trash.runs() == [])
    }
  }

  /// Names that cannot be brought to disk make the command fail, so what it did is undone.
  @Test(arguments: [true, false])
  func failuresAtTheEndAreUndone(_ isDeletion: Bool) throws {
    try withTemporaryFolder { folder in
      let sound = try TestStore(folder).repository()
      try TestStore(folder).publish("box", in: sound)
      if !isDeletion { _ = try sound.delete([.first], of: box) }
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == .synchronizeDirectory, call.path.lastComponent == "meta" else {
          return
        }
        throw PcoccError.fileSystem("cannot bring to disk", call.path, .ioError)
      })
      let faulty = try TestStore(folder, files: files).repository()
      #expect(throws: PcoccError.self) {
        _ =
          try isDeletion
          ? faulty.delete([.first], of: box) : faulty.undelete(box, revision: nil)
      }
      #expect(try sound.metadata.revisions(of: box) == (isDeletion ? [.first] : []))
      #expect(try sound.trash.runs().isEmpty == isDeletion)
      if !isDeletion { #expect(try sound.undelete(box, revision: nil) == [.first]) }
    }
  }

  /// A process that was killed between the two halves of a move leaves both names.
  @Test func restoringIsFinished() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("box", in: repository)
      _ = try repository.delete([.first], of: box)
      let run = try #require(try repository.trash.runs().first)
      try files.link(
        run.metadataFile(box, .first), as: repository.layout.metadataFile(box, .first))
      #expect(try repository.undelete(box, revision: nil) == [.first])
      #expect(try repository.metadata.revisions(of: box) == [.first])
      #expect(try repository.trash.runs() == [])
    }
  }

  @Test func aRevisionNumberNeverComesBack() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("box", text: "one", in: repository)
      _ = try repository.delete([.first], of: box)
      #expect(try store.publish("box", text: "two", in: repository).revision.number == 1)
      _ = try repository.delete([try #require(Revision(1))], of: box)
      // Not even when the trash has been emptied.
      try Oracle.run("rm", package: "coreutils", ["-r", repository.layout.trash.string])
      #expect(try store.publish("box", text: "three", in: repository).revision.number == 2)
    }
  }

  @Test func undeleteBringsBackTheLastDeletionFirst() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("box", text: "one", in: repository)
      _ = try repository.delete([.first], of: box)
      try store.publish("box", text: "two", in: repository)
      _ = try repository.delete([try #require(Revision(1))], of: box)
      #expect(try repository.undelete(box, revision: .first) == [.first])
      #expect(try repository.undelete(box, revision: nil).map(\.number) == [1])
      #expect(try repository.undelete(box, revision: nil) == [])
    }
  }

  @Test func aRevisionWithoutItsBlobStaysInTheTrash() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      let metadata = try store.publish("box", in: repository)
      _ = try repository.delete([.first], of: box)
      try files.removeFile(repository.layout.blob(metadata.layers[0]))
      let error = #expect(throws: PcoccError.self) {
        try repository.undelete(box, revision: nil)
      }
      #expect(error?.code == .corrupt)
      #expect(try repository.metadata.revisions(of: box) == [])
      #expect(try repository.trash.revisions(of: box).count == 1)
    }
  }

  @Test func badMetadataCanBeDeleted() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try files.createFile(folder.appending("user/meta/box@0"), mode: .ownerReadWrite).close()
      #expect(try store.manager.delete(try store.reference("user:box")).count == 1)
      #expect(try repository.metadata.revisions(of: box) == [])
    }
  }

  @Test func aDryRunMovesNothing() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("box", in: repository)
      let found = try store.manager.delete(try store.reference("box"), dryRun: true)
      #expect(found.map(\.description) == ["user:box@0"])
      #expect(try repository.metadata.revisions(of: box) == [.first])
    }
  }

  /// Failure 4 of pcocc: an image of the second repository is deleted where it is.
  @Test func deletionHappensWhereTheImageIs() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      try store.publish("box", in: try store.repository("global"))
      let deleted = try store.manager.delete(try store.reference("box"))
      #expect(deleted.map(\.description) == ["global:box@0"])
    }
  }

  /// On a full disk nothing can be written, and what is to be deleted may be what fills it.
  @Test func deletionWorksOnAFullDisk() throws {
    try withTemporaryFolder { folder in
      let isFull = Mutex(false)
      let files = InterceptingFileSystem(before: { call in
        guard isFull.withLock({ $0 }), [.createFile, .createDirectory].contains(call.operation)
        else { return }
        throw PcoccError.fileSystem("cannot create", call.path, .noSpace)
      })
      let store = try TestStore(folder, files: files)
      let repository = try store.repository()
      try store.publish("box", text: "one", in: repository)
      try store.publish("other", text: "two", in: repository)
      _ = try repository.delete([.first], of: try ImageName("other"))
      isFull.withLock { $0 = true }
      #expect(try repository.delete([.first], of: box) == [.first])
      isFull.withLock { $0 = false }
      // The number is known to the trash alone.
      #expect(try store.publish("box", text: "three", in: repository).revision.number == 1)
    }
  }

  /// Of two deletions at once the one with the lower number may note its number last.
  @Test func notesOfTwoDeletionsHold() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("box", text: "one", in: repository)
      _ = try repository.delete([.first], of: box)
      try store.publish("box", text: "two", in: repository)
      let one = try #require(Revision(1))
      _ = try repository.delete([one], of: box)
      _ = try repository.undelete(box, revision: .first)
      // As if the other deletion had not been seen when this one began.
      try files.removeFile(repository.layout.attributesFile(box))
      _ = try repository.delete([.first], of: box)
      #expect(try repository.attributes.highestRevision(of: box) == one)
    }
  }

  @Test func theLastDeletionIsUndoneFirst() throws {
    try withTemporaryFolder { folder in
      var store = try TestStore(folder)
      let repository = try store.repository()
      for number in 0..<6 {
        store = try TestStore(folder, after: Double(number) / 10)
        let metadata = try store.publish("box", text: "\(number)", in: try store.repository())
        _ = try store.repository().delete([metadata.revision], of: box)
      }
      let restored = try (0..<6).flatMap { _ in try repository.undelete(box, revision: nil) }
      #expect(restored.map(\.number) == [5, 4, 3, 2, 1, 0])
    }
  }

  /// Somebody who reads that a deletion failed must also read what of it happened.
  @Test(arguments: [true, false])
  func whatWasDoneBeforeAFailureIsTold(_ isDeletion: Bool) throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let sound = try store.repository()
      try store.publish("box", text: "one", in: sound)
      let second = try sound.withStagingFolder { staging in
        let blob = try store.stage("two", in: staging)
        return try sound.publishRevision(
          RevisionDraft(name: box, kind: .vm, layers: [blob.digest]), staged: [blob]
        ).revision
      }
      if !isDeletion { _ = try sound.delete([.first, second], of: box) }
      let files = InterceptingFileSystem(before: { call in
        guard [.link, .rename].contains(call.operation),
          call.path.lastComponent?.string == "box@\(second)"
        else { return }
        throw PcoccError.fileSystem("cannot rename", call.path, .noSpace)
      })
      let faulty = try TestStore(folder, files: files).repository()
      let error = #expect(throws: PcoccError.self) {
        _ =
          try isDeletion
          ? faulty.delete([.first, second], of: box) : faulty.undelete(box, revision: nil)
      }
      let word = isDeletion ? "deleted" : "restored"
      #expect(error?.advice?.hasPrefix("box@0 had been \(word) before that; free some") == true)
    }
  }

  /// The spare run of a full disk may be one whose maker was killed.
  @Test(arguments: [["meta"], ["meta", "data"]])
  func halfSparesLoseNothing(_ missing: [String]) throws {
    try withTemporaryFolder { folder in
      let isFull = Mutex(false)
      let files = InterceptingFileSystem(before: { call in
        guard isFull.withLock({ $0 }), [.createFile, .createDirectory].contains(call.operation)
        else { return }
        throw PcoccError.fileSystem("cannot create", call.path, .noSpace)
      })
      let store = try TestStore(folder, files: files)
      let repository = try store.repository()
      try store.publish("box", in: repository)
      let spare = repository.layout.spareRun
      for name in missing { try files.removeDirectory(spare.path.appending(name)) }
      isFull.withLock { $0 = true }
      let error = #expect(throws: PcoccError.self) { try repository.delete([.first], of: box) }
      #expect(error?.code == .noSpace)
      #expect(try repository.metadata.revisions(of: box) == [.first])
      #expect(try repository.trash.runs() == [])
      isFull.withLock { $0 = false }
      repository.trash.keepSpareRun()
      isFull.withLock { $0 = true }
      #expect(try repository.delete([.first], of: box) == [.first])
      #expect(try repository.undelete(box, revision: nil) == [.first])
    }
  }

  /// That the trash has no place for a revision does not mean that the revision is gone.
  @Test func aVanishedRunIsNoVanishedRevision() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("box", in: repository)
      let metadata = try repository.writableMetadata()
      let run = repository.layout.trashRun("gone")
      let error = #expect(throws: PcoccError.self) {
        _ = try metadata.delete(box, .first, to: run)
      }
      #expect(error?.code == .busy)
      #expect(try metadata.delete(box, try #require(Revision(7)), to: run) == false)
    }
  }
}
