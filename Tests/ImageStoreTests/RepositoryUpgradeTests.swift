import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

@Suite struct RepositoryUpgradeTests {
  private let files = LocalFileSystem()

  @Test func everyRevisionIsKeptWithAllThatIsKnownOfIt() throws {
    try withOldStore { store, old in
      let before = try store.oldMetadata()
      let result = try store.upgrade()
      #expect(result.previousVersion == 1)
      #expect(
        result.revisions.map(\.reference.description)
          == PcoccRepository.revisions.map { "old:\($0)" })
      #expect(try store.repository("old").version == .two)
      #expect(try store.oldMetadata() == before)
      #expect(before.last?.description == "a 'plain' disk")
      #expect(try RepositoryRules.violations(in: old.path) == [])
      #expect(try files.entries(of: old.path.appending("meta.old")).count == 4)
      #expect(store.warnings.all == [])
    }
  }

  @Test func aDryRunChangesNothing() throws {
    try withOldStore { store, old in
      let before = try listing(old.path)
      let result = try store.upgrade(dryRun: true)
      #expect(result.revisions.count == 4)
      #expect(result.wasNeeded)
      #expect(try listing(old.path) == before)
    }
  }

  @Test func aSecondRunHasNothingToDo() throws {
    try withOldStore { store, old in
      _ = try store.upgrade()
      let before = try listing(old.path)
      let again = try store.upgrade()
      #expect(!again.wasNeeded)
      #expect(again.revisions == [])
      #expect(try listing(old.path) == before)
    }
  }

  /// What is lost when the process is killed at any call, or any call fails: nothing.
  @Test func anyCallMayFailOrBeTheLast() throws {
    try withTemporaryFolder { folder in
      let template = try PcoccRepository(at: folder.appending("template"), version: 1)
      // Two revisions do as well as four, and take half as long.
      for name in ["alpine", "plain"] { try files.removeFile(template.legacyFile(name, 0)) }
      let reference = try TestStore(folder, repositories: ["template"])
      let expected = try reference.repository("template").revisionMetadata()
      let calls = try attempt(.none, folder, expected)
      #expect(calls > 50)
      for fault in FaultyFileSystem.Fault.all(calls) { _ = try attempt(fault, folder, expected) }
    }
  }

  /// Upgrades a copy of the template with a fault, then without; returns the calls made.
  private func attempt(
    _ fault: FaultyFileSystem.Fault, _ folder: FilePath, _ expected: [RevisionMetadata]
  ) throws -> Int {
    let path = folder.appending("old")
    try Oracle.run("cp", package: "coreutils", ["-a", "\(folder)/template", path.string])
    defer { try? FileManager.default.removeItem(atPath: path.string) }
    let store = try TestStore(folder, repositories: ["old"])
    // This one does not know what happens.
    let early = try store.repository("old")
    let faulty = FaultyFileSystem(fault)
    let broken = try TestStore(folder, repositories: ["old"], files: faulty.fileSystem)
    let outcome = Result { try broken.upgrade() }
    if fault == .none { _ = try outcome.get() }
    #expect(try early.revisionMetadata() == expected, "\(fault)")
    #expect(try store.oldMetadata() == expected, "\(fault)")
    _ = try store.upgrade()
    #expect(try store.repository("old").version == .two)
    #expect(try early.revisionMetadata() == expected, "\(fault)")
    #expect(try store.oldMetadata() == expected, "\(fault)")
    #expect(try store.repository("old").metadata.allRevisions().problems == [])
    #expect(try files.entries(of: path.appending("meta")).filter { !$0.hasPrefix(".") }.count == 2)
    return faulty.count
  }

  @Test func twoUpgradesAndReadersAtOnce() async throws {
    let folder = FilePath(NSTemporaryDirectory()).appending("pcocc-upgrade-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    try files.createDirectory(folder, mode: .ownerReadWriteExecute)
    let template = try PcoccRepository(at: folder.appending("template"), version: 1)
    for _ in 0..<20 {
      try Oracle.run("cp", package: "coreutils", ["-a", template.path.string, "\(folder)/old"])
      let counts = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<3 {
          group.addTask {
            _ = try TestStore(folder, repositories: ["old"]).upgrade()
            return 4
          }
          group.addTask {
            let repository = try TestStore(folder, repositories: ["old"]).repository("old")
            return try repository.revisionMetadata().count
          }
        }
        return try await group.reduce(into: [Int]()) { $0.append($1) }
      }
      #expect(counts == Array(repeating: 4, count: 6))
      #expect(try RepositoryRules.violations(in: folder.appending("old")) == [])
      try Oracle.run("rm", package: "coreutils", ["-r", "\(folder)/old"])
    }
  }

  struct Bad: Sendable {
    var file: String
    var text: String
  }

  /// Nothing may be left out without a word, so nothing is begun.
  @Test(arguments: [
    Bad(file: "meta/ab/" + String(repeating: "ab", count: 32), text: "name: ["),
    Bad(file: "meta/ab/" + String(repeating: "ab", count: 32), text: ""),
    Bad(
      file: "meta/ab/" + String(repeating: "ab", count: 32),
      text:
        "{name: a, revision: 0, kind: vm, owner: x, timestamp: 1, data_blobs: [\(String(repeating: "a", count: 64))], custom_meta: {}}"
    ),
    Bad(file: "meta/ab/notes", text: "name: a"), Bad(file: "meta/notes", text: "hello"),
    Bad(file: "meta/a@b@c", text: "{}"), Bad(file: "meta/other@0", text: "{}"),
  ])
  func whatCannotBeReadStopsItBeforeItBegins(_ bad: Bad) throws {
    try withOldStore { store, old in
      let path = old.path.appending(bad.file)
      try files.createDirectoryIfMissing(path.parent, mode: .ownerReadWriteExecute)
      try Data(bad.text.utf8).write(to: URL(fileURLWithPath: path.string))
      let before = try listing(old.path)
      for dryRun in [true, false] {
        let error = #expect(throws: PcoccError.self) { try store.upgrade(dryRun: dryRun) }
        #expect(error?.code == .corrupt)
        #expect(error?.path == path)
        #expect(error?.advice != nil)
      }
      #expect(try listing(old.path) == before)
    }
  }

  /// pcocc processes that opened the repository before go on with version 1.
  @Test func whatPcoccAddsMeanwhileIsConvertedToo() throws {
    try withTemporaryFolder { folder in
      let old = try PcoccRepository(at: folder.appending("old"), version: 1)
      let blob = try old.addBlob("late")
      let moments = Mutex(["meta/plain@0": "first", ".config": "second", "meta.old": "third"])
      let faulty = InterceptingFileSystem(after: { call in
        let due = moments.withLock { moments in
          let key = moments.keys.first { call.path == old.path.appending($0) }
          return key.flatMap { moments.removeValue(forKey: $0) }
        }
        if let due { try old.addRevision(due, 0, timestamp: 1.5, blobs: [blob]) }
      })
      let store = try TestStore(folder, repositories: ["old"], files: faulty)
      let result = try store.upgrade()
      #expect(moments.withLock { $0.isEmpty })
      #expect(result.revisions.count == 7)
      let names = try store.repository("old").metadata.allRevisions()
      #expect(names.revisions.count == 6)
      #expect(names.problems == [])
    }
  }

  /// An upgrade that was cut short is no reason for a deleted image to come back.
  @Test func whatIsDeletedBetweenTwoAttemptsStaysDeleted() throws {
    try withOldStore { store, old in
      _ = try store.upgrade()
      try files.rename(
        old.path.appending("meta.old"), to: old.path.appending("elsewhere"))
      for folder in try files.entries(of: old.path.appending("elsewhere")) {
        try files.rename(
          old.path.appending("elsewhere/\(folder)"), to: old.path.appending("meta/\(folder)"))
      }
      let listing = try store.repository("old").metadata.allRevisions()
      #expect(listing.problems.count == 1)
      #expect(listing.revisions.count == 3)
      _ = try store.manager.delete(try store.reference("alpine"))
      let result = try store.upgrade()
      #expect(result.wasNeeded)
      #expect(result.previousVersion == 2)
      #expect(try store.oldMetadata().map { "\($0.name)@\($0.revision)" } == ["box@0", "plain@0"])
      _ = try store.manager.undelete(try store.reference("alpine"))
      #expect(try store.oldMetadata().count == 4)
    }
  }

  /// Failure 7 of pcocc: its own upgrade moves `meta` away before it has written anything new.
  @Test(arguments: [true, false])
  func whatAnUpgradeOfPcoccLeftIsFinished(_ hasNewFolder: Bool) throws {
    try withOldStore { store, old in
      let before = try store.oldMetadata()
      try files.rename(old.path.appending("meta"), to: old.path.appending("meta.old"))
      if hasNewFolder {
        try files.createDirectory(old.path.appending("meta"), mode: .ownerReadWriteExecute)
        try files.createFile(old.path.appending("meta/alpine@0"), mode: .ownerReadWrite).close()
      }
      #expect(try store.oldMetadata() == before)
      _ = try store.upgrade()
      #expect(try store.oldMetadata() == before)
      #expect(try RepositoryRules.violations(in: old.path) == [])
    }
  }

  @Test func aRevisionThatPcoccReplacedBetweenTwoAttemptsIsTheNewOne() throws {
    try withTemporaryFolder { folder in
      let old = try PcoccRepository(at: folder.appending("old"), version: 1)
      let faulty = InterceptingFileSystem(before: { call in
        if call.path.lastComponent == ".config", call.operation == .rename {
          throw PcoccError.fileSystem("cannot", call.path, .ioError)
        }
      })
      let broken = try TestStore(folder, repositories: ["old"], files: faulty)
      #expect(throws: PcoccError.self) { try broken.upgrade() }
      let blob = try old.addBlob("new")
      try old.addRevision("plain", 0, timestamp: 7.5, blobs: [blob])
      let store = try TestStore(folder, repositories: ["old"])
      _ = try store.upgrade()
      #expect(try store.oldMetadata().last?.timestamp == 7.5)
    }
  }

  /// The file system's own files keep a folder from being removed.
  @Test func aFolderWithAHiddenFileIsMovedAway() throws {
    try withOldStore { store, old in
      let hidden = old.legacyFile("plain", 0).parent.appending(".nfs0001")
      try files.createFile(hidden, mode: .ownerReadWrite).close()
      _ = try store.upgrade()
      #expect(try RepositoryRules.violations(in: old.path) == [])
      #expect(try store.oldMetadata().count == 4)
    }
  }

  private func listing(_ path: FilePath) throws -> String {
    try Oracle.run("find", package: "findutils", [path.string, "-printf", "%p %s %m %T@\n"])
      .split(separator: "\n").sorted().joined(separator: "\n")
  }
}
