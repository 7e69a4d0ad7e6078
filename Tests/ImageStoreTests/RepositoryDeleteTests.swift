import FileSupport
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
      #expect(try files.entries(of: repository.layout.trash) == [])
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
      #expect(try store.manager.deleteImage(try store.reference("user:box")).count == 1)
      #expect(try repository.metadata.revisions(of: box) == [])
    }
  }

  @Test func aDryRunMovesNothing() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("box", in: repository)
      let found = try store.manager.deleteImage(try store.reference("box"), dryRun: true)
      #expect(found.map(\.description) == ["user:box@0"])
      #expect(try repository.metadata.revisions(of: box) == [.first])
    }
  }

  /// Failure 4 of pcocc: an image of the second repository is deleted where it is.
  @Test func deletionHappensWhereTheImageIs() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      try store.publish("box", in: try store.repository("global"))
      let deleted = try store.manager.deleteImage(try store.reference("box"))
      #expect(deleted.map(\.description) == ["global:box@0"])
    }
  }
}
