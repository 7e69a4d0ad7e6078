import FileSupport
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// What becomes of the folders of the trash, whoever stops or hurries in between.
@Suite struct TrashRunTests {
  private let files = LocalFileSystem()
  private let box: ImageName

  init() throws { box = try ImageName("box") }

  /// A run may hold the blobs of a collection beside the revisions that it deleted.
  @Test func blobsStayInSightWhenTheRevisionsAreBroughtBack() throws {
    try withTemporaryFolder { folder in
      let trial = try CollectionTrial(folder)
      let orphan = try trial.orphan("gone")
      try trial.publish("box")
      _ = try trial.addRevision(to: "box", text: "second")
      _ = try trial.collect(CollectionPolicy(revisions: RevisionRetention(keepLast: 1)))
      #expect(try trial.repository.undelete(box, revision: .first) == [.first])
      let listed = try trial.store.manager.trash().map(\.content)
      #expect(listed.contains(.blob(orphan)))
      try trial.ageTrash()
      _ = try trial.collect()
      #expect(try !trial.isInTrash(orphan))
      #expect(try trial.repository.trash.runs() == [])
    }
  }

  /// As a process leaves them that was killed while it made or removed them.
  @Test(arguments: [[], ["data"], ["meta"]])
  func halfRunsExpire(_ names: [String]) throws {
    try withTemporaryFolder { folder in
      let trial = try CollectionTrial(folder)
      let orphan = try trial.orphan("gone")
      _ = try trial.collect()
      let whole = try #require(
        try trial.repository.trash.runs().first {
          try !trial.repository.trash.blobs(in: $0).isEmpty
        })
      let half = trial.repository.layout.trashRun("20200101-000000.node.1.ab")
      for path in [half.path] + names.map(half.path.appending) {
        try files.createDirectory(path, mode: RepositoryLayout.folderMode)
      }
      if names == ["data"] {
        try files.rename(whole.blob(orphan), to: half.blob(orphan))
        #expect(try trial.store.manager.trash().map(\.content).contains(.blob(orphan)))
      }
      _ = try trial.collect()
      #expect(trial.exists(half.path))
      for path in [half.path] + names.map(half.path.appending) {
        try trial.setAge(CollectionTrial.ancient, of: path)
      }
      _ = try trial.collect()
      #expect(!trial.exists(half.path))
    }
  }

  /// Neither what a killed collector left, nor a clock that was ahead.
  @Test(arguments: [true, false])
  func whoWaitsForNothingEmptiesEverything(_ isOnlyEmptied: Bool) throws {
    try withTemporaryFolder { folder in
      let trial = try CollectionTrial(folder)
      let orphan = try trial.orphan("gone")
      let trash = trial.repository.trash
      let open = try trash.makeRun(TrashRun.openSuffix)
      try files.rename(trial.repository.layout.blob(orphan), to: open.blob(orphan))
      let ahead = try #require(try trash.runs().first { !$0.isOpen })
      for path in ahead.folders { try trial.setAge(-CollectionTrial.day, of: path) }
      let collect = { (isDryRun: Bool) in
        var collector = try GarbageCollector(trial.repository, .quiet, isDryRun: isDryRun)
        return try isOnlyEmptied ? collector.emptyTrash() : collector.collect()
      }
      let planned = try collect(true)
      #expect(
        planned.summaries == ["removed blob expired", "removed deleted-revision expired"])
      #expect(try collect(false).summaries == planned.summaries)
      #expect(try trash.runs() == [])
    }
  }

  /// What was deleted into the run of a collection may be brought back before that ends.
  @Test(arguments: [true, false])
  func aRunInUseIsNotTakenAway(_ isUndeleted: Bool) throws {
    try withTemporaryFolder { folder in
      let interruption = Mutex<(@Sendable () throws -> Void)?>(nil)
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == .rename, call.path.removingLastComponent().ends(with: "data"),
          call.path.string.contains(".open/")
        else { return }
        try interruption.withLock { $0.take() }?()
      })
      let trial = try CollectionTrial(folder, files: files)
      let other = try CollectionTrial(folder)
      let box = box
      let orphans = try ["one", "two"].map { try trial.orphan($0) }
      try trial.publish("box")
      _ = try trial.addRevision(to: "box", text: "second")
      interruption.withLock {
        $0 = {
          let trash = other.repository.trash
          if isUndeleted {
            #expect(try other.repository.undelete(box, revision: .first) == [.first])
          } else {
            // Another collector takes this one for dead.
            for run in try trash.runs() where run.isOpen { _ = try trash.close(run) }
          }
        }
      }
      let items = try trial.collect(CollectionPolicy(revisions: RevisionRetention(keepLast: 1)))
      #expect(items.summaries.contains("trashed revision rule"))
      #expect(items.filter { $0.outcome == .failed } == [])
      for orphan in orphans { #expect(try trial.isInTrash(orphan) == isUndeleted) }
      #expect(try trial.repository.trash.runs().allSatisfy { !$0.isOpen })
    }
  }
}
