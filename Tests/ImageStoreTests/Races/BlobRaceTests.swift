import FileSupport
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// What becomes of a blob that several processes want to name, mend, move or open at the same time.
@Suite struct BlobRaceTests {
  private let files = LocalFileSystem()

  /// The folder of a repository with the image `box`, whose blob holds `abc`.
  private func withBox(
    _ body: (FilePath, TestStore, Repository, Digest, FilePath) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      let digest = try store.publish("box", text: "abc", in: repository).layers[0]
      try body(folder, store, repository, digest, repository.layout.blob(digest))
    }
  }

  private func overwrite(_ path: FilePath, with text: String) throws {
    try files.removeFile(path)
    let file = try files.createFile(path, mode: RepositoryLayout.blobMode)
    try Array(text.utf8).withUnsafeBytes { try file.write($0, at: 0) }
  }

  private func text(_ path: FilePath) throws -> String {
    String(decoding: try files.contents(of: path, limit: 1000), as: UTF8.self)
  }

  /// Two find the same damage. One has mended it and said so when the other is about to move what it
  /// has not looked at, and is killed right after that.
  @Test func whoeverMendsABlobTakesNoGoodOneAway() throws {
    try withBox { folder, store, repository, digest, path in
      try overwrite(path, with: "xyz")
      let isDead = Mutex(false)
      let other = Once()
      let isMove = { @Sendable (call: InterceptingFileSystem.Call) in
        [.link, .rename].contains(call.operation) && call.path.string.contains(".quarantine/")
      }
      let racing = InterceptingFileSystem(
        before: { call in
          if isDead.withLock(\.self) { throw PcoccError.fileSystem("killed", call.path, .ioError) }
          guard isMove(call) else { return }
          try other.run {
            let store = try TestStore(folder)
            try store.publish("other", text: "abc", in: store.repository())
          }
        }, after: { if isMove($0) { isDead.withLock { $0 = true } } })
      let victim = try TestStore(folder, files: racing)
      #expect(throws: PcoccError.self) {
        try victim.publish("third", text: "abc", in: victim.repository())
      }
      #expect(other.hasHappened)
      #expect(try repository.content.contains(digest))
      #expect(try text(path) == "abc")
    }
  }

  /// At no moment is a damaged blob's name free: who is killed then leaves it as it was, or mended.
  @Test func aBlobThatIsBeingMendedKeepsItsName() throws {
    try withBox { folder, store, repository, digest, path in
      try overwrite(path, with: "xyz")
      let wasMissing = Mutex(false)
      let watching = InterceptingFileSystem(before: { _ in
        if (try? LocalFileSystem().status(of: path, followingLinks: false)) == nil {
          wasMissing.withLock { $0 = true }
        }
      })
      let other = try TestStore(folder, files: watching)
      try other.publish("other", text: "abc", in: other.repository())
      #expect(!wasMissing.withLock { $0 })
      #expect(try text(path) == "abc")
      let kept = try #require(repository.content.quarantined(digest).first)
      #expect(try text(kept) == "xyz")
      #expect(try store.leftovers(in: repository) == [])
    }
  }

  @Test func whereFilesHaveOneNameADamagedBlobIsReplacedToo() throws {
    try withBox { folder, store, repository, digest, path in
      try overwrite(path, with: "xyz")
      let single = InterceptingFileSystem(before: { call in
        if call.operation == .link {
          throw PcoccError.fileSystem("cannot create", call.path, .notSupported)
        }
      })
      let other = try TestStore(folder, files: single)
      try other.publish("other", text: "abc", in: other.repository())
      #expect(try text(path) == "abc")
      #expect(try text(try #require(repository.content.quarantined(digest).first)) == "xyz")
      #expect(try store.leftovers(in: repository) == [])
    }
  }

  /// A server that does not answer is no damage.
  @Test(arguments: [Errno.staleNFSFileHandle, .tooManyOpenFiles, .noMemory, .timedOut])
  func aBlobThatCannotBeReadJustNowStaysWhereItIs(_ cause: Errno) throws {
    try withBox { folder, _, repository, _, path in
      let before = try files.status(of: path, followingLinks: false)
      let failing = InterceptingFileSystem(before: { call in
        guard call.path == path, call.operation == .read else { return }
        throw PcoccError.fileSystem("cannot read", call.path, cause)
      })
      let other = try TestStore(folder, files: failing)
      #expect(throws: PcoccError.self) {
        try other.publish("other", text: "abc", in: other.repository())
      }
      #expect(try files.status(of: path, followingLinks: false).isSameFile(as: before))
      #expect(try files.entriesIfPresent(of: repository.layout.quarantine) == [])
    }
  }

  /// What the disk cannot read again is lost.
  @Test func aBlobThatTheDiskCannotReadIsReplaced() throws {
    try withBox { folder, _, repository, _, path in
      let failing = InterceptingFileSystem(before: { call in
        guard call.path == path, call.operation == .read else { return }
        throw PcoccError.fileSystem("cannot read", call.path, .ioError)
      })
      let other = try TestStore(folder, files: failing)
      try other.publish("other", text: "abc", in: other.repository())
      #expect(try files.entries(of: repository.layout.quarantine).count == 1)
    }
  }

  /// A collector takes the blob whose name was taken, before it is compared.
  @Test func aBlobThatGoesBeforeItIsComparedIsNamedAgain() throws {
    try withBox { folder, store, repository, digest, path in
      let gone = Once()
      let moving = InterceptingFileSystem(before: { call in
        guard call.operation == .openForReading, call.path == path else { return }
        try gone.run {
          let run = try TestStore(folder).repository().trash.makeRun()
          try LocalFileSystem().rename(path, to: run.blob(digest))
        }
      })
      let other = try TestStore(folder, files: moving)
      try other.publish("other", text: "abc", in: other.repository())
      #expect(gone.hasHappened)
      #expect(try repository.content.contains(digest))
      #expect(try store.leftovers(in: repository) == [])
    }
  }

  /// A rescuer moves the blob back between the look under its name and that into the trash.
  @Test func aBlobOnItsWayBackIsFound() throws {
    try withBox { folder, _, repository, digest, path in
      let run = try repository.trash.makeRun()
      try files.rename(path, to: run.blob(digest))
      let back = Once()
      let moving = InterceptingFileSystem(before: { call in
        guard call.operation == .entries, call.path.lastComponent == ".trash" else { return }
        try back.run { try LocalFileSystem().rename(run.blob(digest), to: path) }
      })
      let content = try TestStore(folder, files: moving).repository().content
      #expect(try content.open(digest).path == path)
      #expect(back.hasHappened)
    }
  }

  /// The same between finding it in the trash and opening it there.
  @Test func aBlobThatLeavesTheTrashIsFound() throws {
    try withBox { folder, _, repository, digest, path in
      let run = try repository.trash.makeRun()
      try files.rename(path, to: run.blob(digest))
      let back = Once()
      let moving = InterceptingFileSystem(before: { call in
        guard call.operation == .openForReading, call.path == run.blob(digest) else { return }
        try back.run { try LocalFileSystem().rename(run.blob(digest), to: path) }
      })
      let content = try TestStore(folder, files: moving).repository().content
      #expect(try content.open(digest).path == path)
      #expect(back.hasHappened)
    }
  }

  /// A blob in the trash gets a name in another repository while its own cannot be made: the name in the
  /// trash is the only one that is left.
  @Test func aBlobThatOthersLinkIsNotTakenForRescued() throws {
    try withBox { folder, _, repository, digest, path in
      let run = try repository.trash.makeRun()
      try files.rename(path, to: run.blob(digest))
      let failing = InterceptingFileSystem(before: { call in
        guard call.operation == .link, call.path == path else { return }
        try? LocalFileSystem().link(run.blob(digest), as: folder.appending("copy"))
        throw PcoccError.fileSystem("cannot create", call.path, .noSpace)
      })
      let content = try TestStore(folder, files: failing).repository().content
      #expect(throws: PcoccError.self) { try content.confirm(digest, staged: []) }
      #expect(try repository.trash.find(digest) == run.blob(digest))
    }
  }

  /// A rescued blob's new name is on disk before the old one goes.
  @Test func aRescuedBlobIsOnDiskBeforeItLeavesTheTrash() throws {
    try withBox { folder, _, repository, digest, path in
      let run = try repository.trash.makeRun()
      try files.rename(path, to: run.blob(digest))
      let order = Mutex<[InterceptingFileSystem.Operation]>([])
      let watching = InterceptingFileSystem(before: { call in
        guard [.link, .synchronizeDirectory, .removeFile].contains(call.operation) else { return }
        order.withLock { $0.append(call.operation) }
      })
      try TestStore(folder, files: watching).repository().content.confirm(digest, staged: [])
      #expect(order.withLock { $0 } == [.link, .synchronizeDirectory, .removeFile])
    }
  }

  /// Whether a blob is in the trash decides about an image.
  @Test func aTrashThatCannotBeReadIsNotTakenForEmpty() throws {
    try withBox { folder, _, repository, digest, path in
      let run = try repository.trash.makeRun()
      try files.rename(path, to: run.blob(digest))
      let failing = InterceptingFileSystem(before: { call in
        guard call.operation == .status, call.path == run.blob(digest) else { return }
        throw PcoccError.fileSystem("cannot examine", call.path, .ioError)
      })
      let content = try TestStore(folder, files: failing).repository().content
      let error = #expect(throws: PcoccError.self) { try content.confirm(digest, staged: []) }
      #expect(error?.code == .io)
    }
  }

  /// Comparing with a large blob that has just appeared can be stopped.
  @Test func copyingAsksWhetherItMayGoOn() throws {
    try withTemporaryFolder { folder in
      let first = try TestStore(folder)
      let digest = try first.publish("box", text: "abc", in: first.repository()).layers[0]
      let other = try first.repository("global")
      let path = other.layout.blob(digest)
      let appeared = Once()
      let isComparing = Mutex(false)
      let racing = InterceptingFileSystem(before: { call in
        if call.operation == .link, call.path == path {
          try appeared.run {
            let store = try TestStore(folder)
            try store.publish("mine", text: "abc", in: store.repository("global"))
          }
        }
        if call.operation == .openForReading, call.path == path, appeared.hasHappened {
          isComparing.withLock { $0 = true }
        }
      })
      let monitor = Monitor(checkCancelled: {
        if isComparing.withLock(\.self) { throw PcoccError.interrupted(by: 15) }
      })
      let store = try TestStore(folder, files: racing)
      // A container, because the blob is no disk.
      let source = try first.repository()
      let metadata = source.layout.metadataFile(try ImageName("box"), .first)
      let text = try text(metadata).replacing("\"vm\"", with: "\"ctr\"")
        .replacing("[\"", with: "[\"sha256:")
      try files.removeFile(metadata)
      try files.writeDurably(
        Array(text.utf8), to: metadata, mode: .ownerReadWrite, token: "t", placement: .exclusive)
      let error = #expect(throws: PcoccError.self) {
        try store.manager.copy(
          from: ImageReference("user:box"), to: ImageReference("global:new"), monitor: monitor)
      }
      #expect(error?.code == .interrupted)
      #expect(appeared.hasHappened)
    }
  }
}
