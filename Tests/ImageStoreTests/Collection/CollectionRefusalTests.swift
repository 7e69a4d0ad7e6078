import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// What stops a collection, and what it must not touch.
@Suite struct CollectionRefusalTests {
  private let files = LocalFileSystem()

  struct Obstacle: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable (RepositoryLayout) throws -> Void
  }

  private static func write(_ text: String, _ path: FilePath) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path.string))
  }

  static let obstacles = [
    Obstacle(testDescription: "no metadata folder") {
      try FileManager.default.removeItem(atPath: $0.metadata.string)
    },
    Obstacle(testDescription: "a file in the place of the metadata folder") {
      try FileManager.default.removeItem(atPath: $0.metadata.string)
      try write("", $0.metadata)
    },
    Obstacle(testDescription: "metadata that is cut short") {
      try write("{\"name\": ", $0.metadata.appending("bad@0"))
    },
    Obstacle(testDescription: "empty metadata") { try write("", $0.metadata.appending("bad@0")) },
    Obstacle(testDescription: "a name that is none") {
      try write("{}", $0.metadata.appending("bad"))
    },
    Obstacle(testDescription: "a folder in the place of metadata") {
      try FileManager.default.createDirectory(
        atPath: $0.metadata.appending("bad@0").string, withIntermediateDirectories: false)
    },
    Obstacle(testDescription: "a link that leads nowhere") {
      try FileManager.default.createSymbolicLink(
        atPath: $0.metadata.appending("bad@0").string, withDestinationPath: "gone")
    },
    Obstacle(testDescription: "metadata of version 1") {
      try FileManager.default.createDirectory(
        atPath: $0.metadata.appending("ab").string, withIntermediateDirectories: false)
    },
    Obstacle(testDescription: "a lease that cannot be read") {
      try FileManager.default.createDirectory(
        atPath: $0.leases.string, withIntermediateDirectories: false)
      try write("{}", $0.leases.appending("99999999999-ab.json"))
    },
  ]

  @Test(arguments: obstacles)
  func whatCannotBeReadStopsIt(_ obstacle: Obstacle) throws {
    try withTemporaryFolder { folder in
      let trial = try CollectionTrial(folder)
      let used = try trial.publish("used")
      let orphan = try trial.orphan("gone")
      try trial.publish("box")
      _ = try trial.addRevision(to: "box", text: "second")
      try obstacle.make(trial.repository.layout)
      let before = try FileManager.default.subpathsOfDirectory(atPath: folder.string).sorted()
      let rules = CollectionPolicy(revisions: RevisionRetention(keepLast: 1))
      for policy in [CollectionPolicy(), .quiet, rules] {
        #expect(throws: PcoccError.self) { try trial.collect(policy) }
        #expect(throws: PcoccError.self) {
          try GarbageCollector(trial.repository, policy).emptyTrash()
        }
      }
      #expect(
        try FileManager.default.subpathsOfDirectory(atPath: folder.string).sorted() == before)
      #expect(trial.isStored(used) && trial.isStored(orphan))
    }
  }

  /// A collector that slept between looking and moving finds its folder gone.
  @Test func aRunThatWasLeftOpenIsClosed() throws {
    try withTemporaryFolder { folder in
      let trial = try CollectionTrial(folder)
      let digest = try trial.publish("box")
      let run = try trial.repository.trash.makeRun(TrashRun.openSuffix)
      try trial.ageTrash()
      _ = try trial.collect()
      #expect(!trial.exists(run.path))
      #expect(throws: PcoccError.self) {
        try files.rename(trial.repository.layout.blob(digest), to: run.blob(digest))
      }
      // Its age is counted from then on.
      #expect(trial.exists(run.closed.path))
      _ = try trial.collect()
      #expect(trial.exists(run.closed.path))
      try trial.ageTrash()
      _ = try trial.collect()
      #expect(!trial.exists(run.closed.path))
    }
  }

  /// Two collectors that look at the same time move different things, each into a folder of its own.
  @Test func twoAtOnceShareNoFolder() throws {
    try withTemporaryFolder { folder in
      let other = Mutex<CollectionTrial?>(nil)
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == .rename, call.path.string.contains(".trash/"),
          call.path.string.contains("/data/"),
          let trial = other.withLock({ $0.take() })
        else { return }
        _ = try trial.collect()
      })
      let trial = try CollectionTrial(folder, files: files)
      let orphans = try ["one", "two", "three"].map { try trial.orphan($0) }
      let second = try CollectionTrial(folder)
      other.withLock { $0 = second }
      _ = try trial.collect()
      for orphan in orphans { #expect(try trial.isInTrash(orphan)) }
      let runs = try trial.repository.trash.runs()
      #expect(runs.allSatisfy { !$0.isOpen })
      #expect(try runs.flatMap(trial.repository.trash.blobs).count == 3)
    }
  }

  @Test func oneThatCannotBeMovedHidesNoOther() throws {
    try withTemporaryFolder { folder in
      let refused = Mutex<Digest?>(nil)
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == .rename, let digest = refused.withLock(\.self),
          call.path.lastComponent?.string == digest.hex
        else { return }
        throw PcoccError.fileSystem("cannot take this name", call.path, .permissionDenied)
      })
      let trial = try CollectionTrial(folder, files: files)
      let orphans = try ["one", "two"].map { try trial.orphan($0) }
      refused.withLock { $0 = orphans[0] }
      let items = try trial.collect()
      #expect(items.filter { $0.outcome == .failed }.map(\.problem?.code) == [.permission])
      #expect(try trial.isStored(orphans[0]) && trial.isInTrash(orphans[1]))
    }
  }

  /// A full disk has no room for a new folder.
  @Test func aFullDiskHasASpareRun() throws {
    try withTemporaryFolder { folder in
      let isFull = Atomic(false)
      let files = InterceptingFileSystem(before: { call in
        guard isFull.load(ordering: .relaxed),
          [.createDirectory, .createFile, .write].contains(call.operation)
        else { return }
        throw PcoccError.fileSystem("cannot create", call.path, .noSpace)
      })
      let trial = try CollectionTrial(folder, files: files)
      let orphan = try trial.publish("box")
      isFull.store(true, ordering: .relaxed)
      try trial.delete("box")
      isFull.store(false, ordering: .relaxed)
      trial.repository.trash.keepSpareRun()
      isFull.store(true, ordering: .relaxed)
      #expect(try trial.collect(.quiet).summaries.contains("removed blob expired"))
      #expect(!trial.isStored(orphan))
    }
  }

  /// A deletion on a full disk has used up the spare run; only the collection can make room.
  @Test(arguments: [CollectionPolicy.quiet, CollectionPolicy()])
  func aFullDiskThatSawADeletionIsCollected(_ policy: CollectionPolicy) throws {
    try withTemporaryFolder { folder in
      let isFull = Atomic(false)
      let files = InterceptingFileSystem(
        before: { call in
          guard isFull.load(ordering: .relaxed),
            [.createDirectory, .createFile, .write].contains(call.operation)
          else { return }
          throw PcoccError.fileSystem("cannot create", call.path, .noSpace)
        },
        after: { call in
          guard call.operation == .removeFile, call.path.string.contains("/data/") else { return }
          isFull.store(false, ordering: .relaxed)
        })
      let trial = try CollectionTrial(folder, files: files)
      let digests = try ["one", "two"].map { try trial.publish($0) }
      let spare = trial.repository.layout.spareRun
      for (name, digest) in zip(["one", "two"], digests) {
        isFull.store(true, ordering: .relaxed)
        try trial.delete(name)
        #expect(!trial.exists(spare.path))
        let items = try trial.collect(policy)
        #expect(items.filter { $0.outcome == .failed } == [])
        #expect(items.summaries.contains("trashed blob unreferenced"))
        #expect(!trial.isStored(digest))
        #expect(try trial.isInTrash(digest) == (policy != .quiet))
        #expect(trial.exists(spare.path) == (policy == .quiet))
        #expect(try trial.repository.trash.runs().allSatisfy { !$0.isOpen })
        guard policy == .quiet else { break }
      }
    }
  }

  /// Paths are never patterns, and nothing beside the repository is touched.
  @Test(arguments: ["re[ab]po", "*", "a b", "new\nline", "ünï"])
  func oddPathsAreOnlyPaths(_ name: String) throws {
    try withTemporaryFolder { folder in
      let neighbour = try CollectionTrial(folder.appending("neighbour"))
      let kept = try neighbour.orphan("kept")
      let odd = folder.appending(name)
      try files.createDirectory(odd, mode: .ownerReadWriteExecute)
      let trial = try CollectionTrial(odd)
      let orphan = try trial.orphan("gone")
      _ = try trial.collect(.quiet)
      #expect(!trial.isStored(orphan))
      #expect(neighbour.isStored(kept))
    }
  }
}
