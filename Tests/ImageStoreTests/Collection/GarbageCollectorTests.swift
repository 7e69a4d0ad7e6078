import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

@Suite struct GarbageCollectorTests {
  private func withTrial(_ body: (CollectionTrial) throws -> Void) throws {
    try withTemporaryFolder { try body(try CollectionTrial($0, files: CollectionTrial.backdating)) }
  }

  @Test func blobsLeaveInTwoSteps() throws {
    try withTrial { trial in
      let used = try trial.publish("used")
      let orphan = try trial.orphan("gone")
      #expect(
        try trial.collect().summaries
          == ["kept deleted-revision retained", "trashed blob unreferenced"])
      #expect(try !trial.isStored(orphan) && trial.isInTrash(orphan))
      #expect(
        try trial.collect().summaries
          == ["kept blob retained", "kept deleted-revision retained"])
      try trial.ageTrash()
      #expect(
        try trial.collect().summaries
          == ["removed blob expired", "removed deleted-revision expired"])
      #expect(try !trial.isInTrash(orphan))
      #expect(try trial.repository.trash.runs() == [])
      #expect(trial.isStored(used))
      #expect(try trial.collect() == [])
    }
  }

  @Test func whatIsYoungStays() throws {
    try withTrial { trial in
      // Clocks may differ by ten minutes.
      let orphan = try trial.orphan("gone", age: CollectionTrial.day + 500)
      #expect(try trial.collect().summaries.contains("kept blob young"))
      #expect(trial.isStored(orphan))
      try trial.setAge(CollectionTrial.day + 700, of: trial.repository.layout.blob(orphan))
      #expect(try trial.collect().summaries.contains("trashed blob unreferenced"))
    }
  }

  @Test func leasedBlobsStay() throws {
    try withTrial { trial in
      let orphan = try trial.publish("gone")
      let now = Int(Date().timeIntervalSince1970)
      let lease = Lease(
        id: LeaseID(expiry: now + 60, token: "aa"), image: try ImageName("gone"),
        revision: .first, layers: [orphan], owner: "bob", host: "n1", processID: 1, jobID: nil,
        created: Double(now))
      try trial.repository.leases.publish(lease)
      try trial.delete("gone")
      #expect(try trial.collect().summaries.contains("kept blob leased"))
      #expect(trial.isStored(orphan))
      #expect(try trial.repository.leases.remove(lease.id))
      #expect(try trial.collect().summaries.contains("trashed blob unreferenced"))
    }
  }

  @Test func endedLeasesAreRemoved() throws {
    try withTrial { trial in
      let digest = try trial.publish("box")
      let now = Int(Date().timeIntervalSince1970)
      let lease = Lease(
        id: LeaseID(expiry: now - 1200, token: "aa"), image: try ImageName("box"),
        revision: .first, layers: [digest], owner: "bob", host: "n1", processID: 1, jobID: nil,
        created: 0)
      let path = trial.repository.layout.leaseFile(lease.id)
      try trial.repository.leases.publish(lease)
      try lease.encoded().withUnsafeBytes { bytes in
        try Data(bytes).write(to: URL(fileURLWithPath: path.string))
      }
      #expect(try trial.collect().summaries == ["removed lease ended"])
      #expect(!trial.exists(path))
    }
  }

  /// A revision may have been published between the two looks of a collector at the metadata.
  @Test func whatIsReferredToAgainComesBack() throws {
    try withTrial { trial in
      let orphan = try trial.orphan("gone")
      _ = try trial.collect()
      try trial.repository.writableMetadata().publish(
        RevisionMetadata(
          name: try ImageName("other"), revision: .first, kind: .vm, owner: "bob", timestamp: 1,
          layers: [orphan])
      ) {}
      #expect(
        try trial.collect().summaries.contains("restored blob referenced-again"))
      #expect(try trial.isStored(orphan) && !trial.isInTrash(orphan))
    }
  }

  @Test func undeleteWorksWhileTheTrashKeepsTheBlobs() throws {
    try withTrial { trial in
      let orphan = try trial.orphan("gone")
      _ = try trial.collect()
      #expect(try trial.repository.undelete(ImageName("gone"), revision: nil) == [.first])
      #expect(trial.isStored(orphan))
      try trial.ageTrash()
      #expect(try trial.collect() == [])
      #expect(trial.isStored(orphan))
    }
  }

  @Test func numbersDoNotComeBackWhenTheTrashIsEmptied() throws {
    try withTrial { trial in
      _ = try trial.orphan("box")
      // As it is where the disk was full when the revision was deleted.
      let attributes = trial.repository.layout.attributesFile(try ImageName("box"))
      try FileManager.default.removeItem(atPath: attributes.string)
      try trial.ageTrash()
      #expect(try trial.collect().summaries.contains("removed deleted-revision expired"))
      #expect(try trial.store.publish("box", in: trial.repository).revision.number == 1)
    }
  }

  @Test(arguments: [CollectionPolicy(), .quiet])
  func aDryRunTellsTheSameAndChangesNothing(_ policy: CollectionPolicy) throws {
    var policy = policy
    try withTrial { trial in
      _ = try trial.orphan("young", age: 0)
      let old = try trial.orphan("old")
      let rules = RevisionRetention(keepLast: 1)
      try trial.publish("box")
      _ = try trial.addRevision(to: "box", text: "second")
      let leftover = trial.repository.layout.staging.appending("n1.1.ab")
      try LocalFileSystem().createDirectory(leftover, mode: RepositoryLayout.folderMode)
      try trial.setAge(CollectionTrial.old, of: leftover)
      policy.revisions = rules
      let before = try FileManager.default.subpathsOfDirectory(
        atPath: trial.repository.layout.root.string
      ).sorted()
      let planned = try trial.collect(policy, isDryRun: true)
      #expect(
        try FileManager.default.subpathsOfDirectory(
          atPath: trial.repository.layout.root.string
        ).sorted() == before)
      #expect(trial.isStored(old))
      // What images carry gets another state where one of their revisions is deleted.
      let done = try trial.collect(policy).filter { $0.kind != .attributes }
      #expect(done.summaries == planned.summaries)
      if policy.retention > 0 { #expect(done == planned) }
      #expect(done.map(\.bytes).sorted() == planned.map(\.bytes).sorted())
      #expect(planned.summaries.contains("trashed revision rule"))
      #expect(
        planned.summaries.filter { $0 == "trashed blob unreferenced" }.count
          == (policy.retention == 0 ? 3 : 2))
      #expect(
        planned.summaries.contains("removed deleted-revision expired") == (policy.retention == 0))
    }
  }

  @Test func aQuietRepositoryIsEmptiedAtOnce() throws {
    try withTrial { trial in
      let used = try trial.publish("used", age: 0)
      let orphan = try trial.orphan("gone", age: 0)
      let items = try trial.collect(.quiet).summaries
      #expect(items.contains("trashed blob unreferenced"))
      #expect(items.contains("removed blob expired"))
      #expect(try !trial.isStored(orphan) && !trial.isInTrash(orphan))
      #expect(trial.isStored(used))
      #expect(try trial.repository.trash.runs() == [])
    }
  }

  /// An image is published after the references were read, and found whole before its blob is moved.
  @Test func whatIsReferredToMeanwhileComesBackAtOnce() throws {
    try withTemporaryFolder { folder in
      let published = Once()
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == .rename, call.path.string.contains("/.trash/"),
          call.path.string.contains("/data/")
        else { return }
        try published.run {
          let store = try TestStore(folder)
          try store.publish("new", text: "gone", in: store.repository())
        }
      })
      let trial = try CollectionTrial(folder, files: files)
      let orphan = try trial.orphan("gone")
      #expect(
        try trial.collect().summaries == [
          "kept deleted-revision retained", "restored blob referenced-again",
          "trashed blob unreferenced",
        ])
      #expect(published.hasHappened)
      #expect(trial.isStored(orphan))
    }
  }

  /// QEMU finds no layer in the trash.
  @Test(arguments: [0, 1]) func aPathIsThatOfAnImageThatCanBeBooted(_ layer: Int) throws {
    try withTrial { trial in
      let layers = [try trial.publish("lower"), try trial.publish("upper")]
      _ = try trial.repository.publishImage(
        RevisionDraft(name: ImageName("both"), kind: .vm, layers: layers), staged: [])
      let run = try trial.repository.trash.makeRun()
      try LocalFileSystem().rename(
        trial.repository.layout.blob(layers[layer]), to: run.blob(layers[layer]))
      let path = try trial.store.manager.path(of: ImageReference("both")).path
      #expect(path == trial.repository.layout.blob(layers[1]))
      #expect(layers.allSatisfy(trial.isStored))
    }
  }
}
