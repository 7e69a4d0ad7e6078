import FileSupport
import Foundation
import Glibc
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// One repository whose file system does not answer keeps nobody from using the others.
@Suite struct ContactTests {
  /// Files below a folder, each call on which waits for ever.
  private final class DeadServer: Sendable {
    private let folder: FilePath
    private let calls = Mutex(0)

    init(_ folder: FilePath) { self.folder = folder }

    var count: Int { calls.withLock(\.self) }

    var fileSystem: InterceptingFileSystem {
      InterceptingFileSystem(before: { call in
        guard call.path.starts(with: self.folder) else { return }
        self.calls.withLock { $0 += 1 }
        while true { Thread.sleep(forTimeInterval: 1000) }
      })
    }
  }

  /// A store with the repositories `first`, `dead` and `last`; the outer two have the image `a`.
  private func withStore(
    _ body: (TestStore, DeadServer) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let names = ["first", "dead", "last"]
      let healthy = try TestStore(folder, repositories: names)
      for name in ["first", "last"] {
        try healthy.publish("a", in: try healthy.repository(name))
        try healthy.publish(name, in: try healthy.repository(name))
      }
      let server = DeadServer(folder.appending("dead"))
      let store = try TestStore(
        folder, repositories: names, files: server.fileSystem, contactLimit: 0.3)
      let start = Date()
      try body(store, server)
      // The deadline and what a busy machine adds to it; not a second one for each question.
      #expect(Date().timeIntervalSince(start) < 5)
    }
  }

  private func requireOneWarning(_ store: TestStore) {
    #expect(
      store.warnings.all.map(\.message) == [
        "repository \"dead\" is left out: it has not answered for 0.3 s"
      ])
    #expect(store.warnings.all.first?.code == .busy)
  }

  @Test func listShowsTheOthers() throws {
    try withStore { store, _ in
      let found = try store.manager.list().map(\.revision.reference.description)
      #expect(found == ["first:a@0", "first:first@0", "last:a@0", "last:last@0"])
      requireOneWarning(store)
    }
  }

  @Test func whatAnEarlierRepositoryHasIsFoundWithoutIt() throws {
    try withStore { store, server in
      let found = try store.manager.locate(store.reference("a"))
      #expect(found.repository.name.description == "first")
      #expect(server.count == 0)
      #expect(store.warnings.all == [])
    }
  }

  @Test func whatALaterRepositoryHasIsFoundAfterTheDeadline() throws {
    try withStore { store, _ in
      let found = try store.manager.locate(store.reference("last"))
      #expect(found.repository.name.description == "last")
      requireOneWarning(store)
    }
  }

  @Test func whatNobodyHasIsNotFound() throws {
    try withStore { store, _ in
      let error = #expect(throws: PcoccError.self) {
        try store.manager.locate(store.reference("nobody"))
      }
      #expect(error?.code == .notFound)
      requireOneWarning(store)
    }
  }

  /// The newest revision that is named in the message is that of the first repository with the image.
  @Test func aRevisionThatIsMissing() throws {
    try withStore { store, _ in
      let error = #expect(throws: PcoccError.self) {
        try store.manager.locate(store.reference("a@7"))
      }
      #expect(error?.advice == "\"first:a\" has 1 revision, newest is 0")
    }
  }

  @Test func aQualifiedNameAsksNobodyElse() throws {
    try withStore { store, server in
      _ = try store.manager.locate(store.reference("last:a"))
      var query = ImageQuery()
      query.repository = try RepositoryName("last")
      for _ in try store.manager.list(query) {}
      #expect(server.count == 0)
    }
  }

  @Test func repositoriesAreListedAllTheSame() throws {
    try withStore { store, _ in
      let summaries = store.manager.repositories()
      #expect(summaries.map(\.name.description) == ["first", "dead", "last"])
      #expect(summaries.map(\.isWritable) == [true, false, true])
      #expect(summaries[1].version == nil)
      requireOneWarning(store)
    }
  }

  @Test func leasesAndTrashOfTheOthers() throws {
    try withStore { store, _ in
      let leases = try store.manager.leases()
      #expect(leases.isEmpty)
      requireOneWarning(store)
    }
    try withStore { store, _ in
      let trash = try store.manager.trash()
      #expect(trash.isEmpty)
      requireOneWarning(store)
    }
  }

  /// A command that needs the only repository there is waits for it, on its own thread.
  @Test func theOnlyRepositoryIsNotAskedOnAnotherThread() throws {
    try withTemporaryFolder { folder in
      try TestStore(folder).publish("a", in: try TestStore(folder).repository())
      let here = pthread_self()
      let isElsewhere = Mutex(false)
      let files = InterceptingFileSystem(before: { _ in
        if pthread_self() != here { isElsewhere.withLock { $0 = true } }
      })
      let store = try TestStore(folder, repositories: ["user"], files: files, contactLimit: 0)
      #expect(try Array(store.manager.list()).count == 1)
      let found = try store.manager.locate(store.reference("a"))
      #expect(found.revision == .first)
      let wasElsewhere = isElsewhere.withLock(\.self)
      #expect(!wasElsewhere)
    }
  }
}
