import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

struct CatalogTests {
  /// A store whose lists go by a catalog, and what they open.
  private struct Trial {
    let store: TestStore
    let manager: ImageManager
    let opened: Opened

    final class Opened: Sendable {
      let paths = Mutex<[FilePath]>([])
      /// Whether nothing can be written to the catalogs.
      let isFull = Mutex(false)
      /// When files are looked at; nil for long after they were made.
      let time = Mutex<Double?>(nil)
    }

    init(_ folder: FilePath, catalogs: FilePath? = nil) throws {
      let opened = Opened()
      self.opened = opened
      store = try TestStore(folder, repositories: ["user"])
      let files = InterceptingFileSystem(before: { call in
        if call.operation == .write, opened.isFull.withLock(\.self) {
          throw PcoccError.fileSystem("cannot write", call.path, .noSpace)
        }
        guard call.operation == .openForReading,
          ["meta", "attributes"].contains(call.path.parent.lastComponent?.string)
        else { return }
        opened.paths.withLock { $0.append(call.path) }
      })
      var context = TestStore.context(files: files)
      context.catalogFolder = catalogs ?? folder.appending("cache/catalog")
      let late = context.now
      context.now = { opened.time.withLock { $0.map(Date.init(timeIntervalSince1970:)) } ?? late() }
      manager = ImageManager(configuration: store.manager.configuration, context: context)
    }

    /// Lists, and tells the names and how many files of metadata and attributes were opened.
    func list(_ change: (inout ImageQuery) -> Void = { _ in }) throws -> (
      names: [String], opened: Int
    ) {
      opened.paths.withLock { $0 = [] }
      var query = ImageQuery()
      change(&query)
      let names = try manager.list(query).map {
        "\($0.revision.metadata.name)\($0.attributes.tags.map { "+\($0)" }.joined())"
      }
      return (names, opened.paths.withLock(\.count))
    }
  }

  private func withTrial(_ body: (Trial) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let trial = try Trial(folder)
      for name in ["a", "b", "c"] { try trial.store.publish(name, in: trial.store.repository()) }
      try trial.store.set("b", [:], tags: ["x"])
      #expect(try trial.list() == (["a", "b+x", "c"], 4))
      #expect(try trial.list() == (["a", "b+x", "c"], 0))
      try body(trial)
    }
  }

  @Test func onlyWhatIsNewIsOpened() throws {
    try withTrial { trial in
      let repository = try trial.store.repository()
      try trial.store.publish("d", in: repository)
      #expect(try trial.list() == (["a", "b+x", "c", "d"], 1))
      #expect(try trial.list() == (["a", "b+x", "c", "d"], 0))
      _ = try trial.store.manager.delete(ImageReference("a"))
      #expect(try trial.list().names == ["b+x", "c", "d"])
      try trial.store.set("c", [:], tags: ["y"])
      #expect(try trial.list().names == ["b+x", "c+y", "d"])
      try trial.store.set("b", [:], tags: ["z"])
      #expect(try trial.list().names == ["b+x+z", "c+y", "d"])
      _ = try trial.store.manager.undelete(ImageReference("a"))
      #expect(try trial.list().names == ["a", "b+x+z", "c+y", "d"])
      #expect(try trial.list().opened == 0)
    }
  }

  /// pcocc uses the numbers of deleted revisions again.
  /// Anybody who may write to a repository may leave a file there, under any name.
  @Test(arguments: ["a\u{1b}b", "a\nb", "\u{202e}"])
  func aStrayFileDoesNotDefeatIt(_ name: String) throws {
    try withTrial { trial in
      let metadata = trial.store.folder.appending("user/meta")
      try Data().write(to: URL(fileURLWithPath: metadata.appending(name).string))
      _ = try trial.list()
      let catalogs = trial.store.folder.appending("cache/catalog")
      let files = LocalFileSystem()
      let catalog = catalogs.appending(try #require(files.entries(of: catalogs).first))
      let before = try files.status(of: catalog, followingLinks: false)
      #expect(try trial.list().opened == 0)
      let after = try files.status(of: catalog, followingLinks: false)
      #expect(after.isSameFile(as: before))
    }
  }

  @Test func anotherFileOfTheSameNameIsRead() throws {
    try withTrial { trial in
      let files = LocalFileSystem()
      let path = try trial.store.repository().layout.metadataFile(ImageName("a"), .first)
      var text = String(decoding: try files.contents(of: path, limit: 1 << 20), as: UTF8.self)
      text = text.replacingOccurrences(of: "alice", with: "clara")
      try files.removeFile(path)
      try files.writeDurably(
        Array(text.utf8), to: path, mode: RepositoryLayout.metadataMode, token: "t",
        placement: .exclusive)
      #expect(try trial.list().opened >= 1)
      var query = ImageQuery()
      query.name = TextFilter("a")
      #expect(try Array(trial.manager.list(query)).first?.revision.metadata.owner == "clara")
    }
  }

  @Test func whatIsNoCatalogIsMadeAnew() throws {
    try withTrial { trial in
      let files = LocalFileSystem()
      let folder = try #require(trial.manager.context.catalogFolder)
      let path = folder.appending(try #require(try files.entries(of: folder).first))
      let whole = try files.contents(of: path, limit: 1 << 20)
      for length in stride(from: 0, to: whole.count, by: 7) {
        try Data(whole.prefix(length)).write(to: URL(fileURLWithPath: path.string))
        #expect(try trial.list() == (["a", "b+x", "c"], 4))
      }
      // Nothing of it is trusted that the files do not say.
      for index in stride(from: 0, to: whole.count, by: 97) {
        var bytes = whole
        bytes[index] ^= 1
        try Data(bytes).write(to: URL(fileURLWithPath: path.string))
        #expect(try trial.list().names == ["a", "b+x", "c"])
      }
      #expect(try trial.list { $0.isRefreshing = true } == (["a", "b+x", "c"], 4))
      #expect(try trial.list().opened == 0)
    }
  }

  /// What a list passed over may have changed as well since the folder was read before.
  @Test func aListByNameVouchesForNothingElse() throws {
    try withTrial { trial in
      try trial.store.set("b", [:], tags: ["y"])
      #expect(try trial.list { $0.name = TextFilter("a") }.names == ["a"])
      // The stamps of the folders were taken in the tick of the change and say nothing yet.
      Thread.sleep(forTimeInterval: 0.1)
      #expect(try trial.list { $0.pattern = "c" }.names == ["c"])
      #expect(try trial.list().names == ["a", "b+x+y", "c"])
      #expect(try trial.list().opened == 0)
    }
  }

  @Test func whatWasReadIsKeptWhenSomebodyStops() throws {
    try withTemporaryFolder { folder in
      let trial = try Trial(folder)
      // More than are read ahead, on any number of processors.
      let names = (1000..<1600).map { "image-\($0)" }
      for name in names { try trial.store.publish(name, in: trial.store.repository()) }
      #expect(Array(try trial.manager.list().prefix(300)).count == 300)
      let (found, opened) = try trial.list()
      #expect(found == names)
      #expect((1...300).contains(opened))
    }
  }

  @Test func withoutAPlaceForItAllIsRead() throws {
    try withTemporaryFolder { folder in
      let trial = try Trial(folder, catalogs: "/proc/nowhere/catalog")
      try trial.store.publish("a", in: trial.store.repository())
      for _ in 0..<2 { #expect(try trial.list() == (["a"], 1)) }
      #expect(trial.store.warnings.all == [])
    }
  }

  /// What somebody does to a file by hand leaves no trace in its folder.
  private func change(_ name: String, of trial: Trial) throws -> FilePath {
    let path = try trial.store.repository().layout.metadataFile(ImageName(name), .first)
    let text = String(
      decoding: try LocalFileSystem().contents(of: path, limit: 1 << 20), as: UTF8.self)
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path.string)
    try text.replacingOccurrences(of: "alice", with: "clara")
      .write(toFile: path.string, atomically: false, encoding: .utf8)
    return path
  }

  private func owners(_ trial: Trial) throws -> [String] {
    try trial.manager.list().map(\.revision.metadata.owner)
  }

  private func refresh(_ trial: Trial) throws -> PcoccError? {
    let results = try trial.manager.refresh([])
    return try #require(results.first).problem
  }

  @Test func aRefreshReadsWhatWasChangedByHand() throws {
    try withTrial { trial in
      _ = try change("a", of: trial)
      #expect(try owners(trial) == ["alice", "alice", "alice"])
      #expect(try refresh(trial) == nil)
      #expect(try owners(trial) == ["clara", "alice", "alice"])
    }
  }

  /// The catalog that somebody wants rid of must not go on in silence.
  @Test func aRefreshThatCannotBeKeptSaysSo() throws {
    try withTrial { trial in
      _ = try change("a", of: trial)
      trial.opened.isFull.withLock { $0 = true }
      #expect(try refresh(trial)?.cause == .noSpace)
      #expect(try owners(trial) == ["clara", "alice", "alice"])
    }
  }

  /// Files of others are not kept in a user's home without bound.
  @Test func aVeryLongFileIsNotKept() throws {
    try withTrial { trial in
      let path = try change("a", of: trial)
      let blanks = String(repeating: " ", count: 100 << 10)
      let file = try #require(FileHandle(forWritingAtPath: path.string))
      try file.seekToEnd()
      try file.write(contentsOf: Data(blanks.utf8))
      try file.close()
      _ = try trial.manager.refresh([])
      let folder = try #require(trial.manager.context.catalogFolder)
      let catalog = folder.appending(
        try #require(try LocalFileSystem().entries(of: folder).first))
      let status = try LocalFileSystem().status(of: catalog, followingLinks: false)
      #expect(status.size < 64 << 10)
      #expect(try trial.list() == (["a", "b+x", "c"], 1))
      #expect(try owners(trial).first == "clara")
      // Nothing new, so nothing is written.
      #expect(try LocalFileSystem().status(of: catalog, followingLinks: false) == status)
    }
  }

  @Test func aCatalogThatWouldNotBeReadIsNotWritten() throws {
    try withTrial { trial in
      let context = trial.manager.context
      let folder = try #require(context.catalogFolder)
      let layout = try trial.store.repository().layout
      var catalog = Catalog(of: layout, in: folder, context.fileSystem)
      #expect(catalog.metadata.entries.count == 3)
      let long = [UInt8](repeating: 0x20, count: 64 << 10)[...]
      for number in 0..<1100 {
        catalog.metadata.entries["x\(number)"] = .init(stamp: nil, isCurrent: false, bytes: long)
      }
      try catalog.save(context)
      #expect(try LocalFileSystem().entries(of: folder) == [])
    }
  }

  @Test func whatChangesInTheSameTickIsSeen() throws {
    try withTemporaryFolder { folder in
      let trial = try Trial(folder)
      let repository = try trial.store.repository()
      try trial.store.publish("a", in: repository)
      let changed = try LocalFileSystem().status(
        of: repository.layout.metadata, followingLinks: false
      ).changed
      trial.opened.time.withLock { $0 = changed + 0.01 }
      for _ in 0..<3 { #expect(try trial.list() == (["a"], 1)) }
      trial.opened.time.withLock { $0 = changed + 1 }
      #expect(try trial.list() == (["a"], 1))
      #expect(try trial.list() == (["a"], 0))
    }
  }

  @Test func whatChangedJustNowIsReadAgain() {
    func stamp(_ time: Double) -> FileStamp {
      FileStamp(
        FileStatus(
          kind: .regular, size: 1, allocated: 1, mode: 0, linkCount: 1, userID: 0, groupID: 0,
          device: 0, inode: 1, modified: time, changed: time))
    }
    #expect(!stamp(100.25).isSettled(at: 100.26))
    #expect(stamp(100.25).isSettled(at: 100.4))
    // Some file systems count whole seconds.
    #expect(!stamp(100).isSettled(at: 101.5))
    #expect(stamp(100).isSettled(at: 103))
  }
}
