import FileSupport
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// Lists read what is asked of them and nothing else.
struct ImageListTests {
  /// A store with images in two repositories, and which files its lists open.
  private struct Trial {
    let store: TestStore
    private let opened: Opened

    private final class Opened: Sendable {
      let paths = Mutex<[FilePath]>([])
    }

    init(_ folder: FilePath, imagesEach count: Int) throws {
      let maker = try TestStore(folder)
      for name in ["user", "global"] {
        let repository = try maker.repository(name)
        for number in 0..<count { try maker.publish("\(name)\(number)", in: repository) }
      }
      let opened = Opened()
      self.opened = opened
      store = try TestStore(
        folder,
        files: InterceptingFileSystem(before: { call in
          guard [.openForReading, .entries].contains(call.operation) else { return }
          opened.paths.withLock { $0.append(call.path) }
        }))
    }

    func list(_ change: (inout ImageQuery) throws -> Void = { _ in }) throws -> ImageList {
      var query = ImageQuery()
      try change(&query)
      return try store.manager.list(query)
    }

    /// Runs `body` and tells of what it opened: everything, and metadata of each repository.
    func counting(_ body: () throws -> Void) throws -> (all: Int, user: Int, global: Int) {
      opened.paths.withLock { $0 = [] }
      try body()
      let paths = opened.paths.withLock(\.self)
      let metadata = { (name: String) in
        paths.count { $0.parent == store.folder.appending("\(name)/meta") }
      }
      return (paths.count, metadata("user"), metadata("global"))
    }
  }

  private func withTrial(imagesEach count: Int = 40, _ body: (Trial) throws -> Void) throws {
    try withTemporaryFolder { try body(Trial($0, imagesEach: count)) }
  }

  @Test func nothingIsReadBeforeTheFirstStep() throws {
    try withTrial { trial in
      var calls = try trial.counting { _ = try trial.list() }
      #expect(calls.all == 0)
      calls = try trial.counting { _ = try trial.list { $0.order = .standard } }
      #expect(calls.all == 0)
      calls = try trial.counting { _ = try trial.list().makeIterator() }
      #expect(calls.all == 0)
    }
  }

  @Test func whoeverStopsEarlyHasReadNoMoreThanHeHasSeen() throws {
    try withTrial { trial in
      var names: [String] = []
      let few = try trial.counting {
        names = try trial.list().prefix(10).map(\.revision.metadata.name.description)
      }
      #expect(names == ["user0", "user1", "user10"] + (11...17).map { "user\($0)" })
      #expect(few.user == 10 && few.global == 0)
      let one = try trial.counting {
        let found = try trial.list().first { $0.revision.metadata.owner == "alice" }
        #expect(found != nil)
      }
      #expect(one.user == 1 && one.global == 0)
      let filtered = try trial.counting {
        let found = Array(try trial.list { $0.pattern = "7$" })
        #expect(found.count == 8)
      }
      #expect(filtered.user == 4 && filtered.global == 4)
      let named = try trial.counting {
        let list = try trial.list { $0.repository = try RepositoryName("global") }
        #expect(Array(list.prefix(3)).count == 3)
      }
      #expect(named.user == 0 && named.global == 3)
      let all = try trial.counting {
        let found = Array(try trial.list())
        #expect(found.count == 80)
      }
      #expect(all.user == 40 && all.global == 40)
    }
  }

  /// The order of all is not known before all are; blobs are looked at only for their sizes.
  @Test func anOrderReadsAllMetadataAndNoBlob() throws {
    try withTemporaryFolder { folder in
      let trial = try Trial(folder, imagesEach: 20)
      let blobs = Mutex(0)
      let store = try TestStore(
        folder,
        files: InterceptingFileSystem(before: { call in
          if call.path.string.contains("/data/") { blobs.withLock { $0 += 1 } }
        }))
      var query = ImageQuery()
      query.limit = 3
      let calls = try trial.counting {
        let page = Array(try trial.store.manager.list(query))
        #expect(page.count == 3)
      }
      #expect(calls.user == 20 && calls.global == 20)
      #expect(Array(try store.manager.list(query)).count == 3)
      #expect(blobs.withLock(\.self) == 0)
      query.order = try SortOrder("size")
      #expect(Array(try store.manager.list(query)).count == 3)
      #expect(blobs.withLock(\.self) > 0)
    }
  }

  @Test func eachIterationReadsAnew() throws {
    try withTrial(imagesEach: 2) { trial in
      for name in [nil, try RepositoryName("user")] {
        let list = try trial.list { $0.repository = name }
        let before = Array(list).count
        try trial.store.publish("new-\(before)", in: trial.store.repository("user"))
        #expect(Array(list).count == before + 1)
      }
    }
  }

  @Test func whatIsWrongWithTheQueryIsThrownAtOnce() throws {
    try withTrial(imagesEach: 1) { trial in
      #expect(throws: PcoccError.self) { try trial.list { $0.pattern = "(" } }
      #expect(throws: PcoccError.self) {
        try trial.list { $0.repository = try RepositoryName("nobody") }
      }
      #expect(throws: PcoccError.self) { try trial.list { $0.marker = "nobody" } }
    }
  }

  @Test func aRepositoryThatCannotBeReadIsLeftOutUnlessItIsNamed() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder, repositories: ["bad", "user"])
      try store.publish("a", in: store.repository("user"))
      try LocalFileSystem().writeDurably(
        Array("x".utf8), to: folder.appending("bad"), mode: .ownerReadWrite, token: "t",
        placement: .exclusive)
      #expect(try store.manager.list().map(\.revision.latest.description) == ["user:a"])
      #expect(store.warnings.all.count == 1)
      var query = ImageQuery()
      query.repository = try RepositoryName("bad")
      #expect(throws: PcoccError.self) { try store.manager.list(query) }
    }
  }
}
