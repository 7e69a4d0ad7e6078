import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// What may go wrong while a collection deletes revisions.
@Suite struct RevisionDeletionTests {
  private let rules = CollectionPolicy(revisions: RevisionRetention(keepLast: 1))
  private let box: ImageName
  private let other: ImageName

  init() throws {
    box = try ImageName("box")
    other = try ImageName("other")
  }

  /// Publishes two images with two revisions each.
  private func publish(_ trial: CollectionTrial) throws {
    for name in ["box", "other"] {
      try trial.publish(name)
      _ = try trial.addRevision(to: name, text: "second \(name)")
    }
  }

  /// "box" comes before "other".
  @Test(arguments: ["box", "other"])
  func badAttributesSpareTheirImage(_ name: String) throws {
    try withTemporaryFolder { folder in
      let trial = try CollectionTrial(folder)
      try publish(trial)
      let path = trial.repository.layout.attributesFile(try ImageName(name))
      try Data("{".utf8).write(to: URL(fileURLWithPath: path.string))
      let items = try trial.collect(rules)
      let failed = items.filter { $0.outcome == .failed }
      #expect(failed.map(\.image?.image) == [try ImageName(name)])
      #expect(failed.map(\.problem?.code) == [.corrupt])
      for image in [box, other] {
        let left = try trial.repository.metadata.revisions(of: image).count
        #expect(left == (image.description == name ? 2 : 1))
      }
    }
  }

  /// What cannot be read any more after revisions were deleted ends the collection.
  @Test func whatWasDeletedBeforeAFailureIsNamed() throws {
    try withTemporaryFolder { folder in
      let bad = folder.appending("user/meta/bad@0")
      let isMade = Atomic(false)
      let files = InterceptingFileSystem(after: { call in
        guard call.operation == .rename, call.path.lastComponent?.string == "box@0",
          !isMade.exchange(true, ordering: .relaxed)
        else { return }
        try Data("{".utf8).write(to: URL(fileURLWithPath: bad.string))
      })
      let trial = try CollectionTrial(folder, files: files)
      try trial.publish("box")
      let orphan = try trial.orphan("gone")
      _ = try trial.addRevision(to: "box", text: "second")
      let error = #expect(throws: PcoccError.self) { try trial.collect(rules) }
      #expect(error?.advice?.contains("deleted before that (1)") == true)
      #expect(trial.isStored(orphan))
      #expect(try trial.repository.trash.runs().allSatisfy { !$0.isOpen })
    }
  }

  /// A server may do what it was asked and not be able to say so.
  @Test func aDeletionThatSaysItFailedHasNotHappened() throws {
    try withTemporaryFolder { folder in
      let files = InterceptingFileSystem(after: { call in
        guard call.operation == .rename, call.path.lastComponent?.string == "box@0" else { return }
        throw PcoccError.fileSystem("cannot delete", call.path, .ioError)
      })
      let trial = try CollectionTrial(folder, files: files)
      try publish(trial)
      let error = #expect(throws: PcoccError.self) {
        try trial.repository.delete([.first], of: box)
      }
      #expect(error?.cause == .ioError)
      #expect(try trial.repository.metadata.revisions(of: box).contains(.first))
      #expect(try trial.repository.trash.revisions(of: box).isEmpty)
    }
  }

  /// A note of a number has no room, and the trash knows it too.
  @Test func revisionsAreDeletedOnAFullDisk() throws {
    try withTemporaryFolder { folder in
      let isFull = Atomic(false)
      let files = InterceptingFileSystem(before: { call in
        guard isFull.load(ordering: .relaxed),
          [.createDirectory, .createFile, .write].contains(call.operation)
        else { return }
        throw PcoccError.fileSystem("cannot create", call.path, .noSpace)
      })
      let trial = try CollectionTrial(folder, files: files)
      try publish(trial)
      trial.repository.trash.keepSpareRun()
      isFull.store(true, ordering: .relaxed)
      let items = try trial.collect(rules).filter { $0.kind == .revision }
      #expect(items.summaries == Array(repeating: "trashed revision rule", count: 2))
      isFull.store(false, ordering: .relaxed)
      #expect(try trial.repository.undelete(box, revision: nil) == [.first])
    }
  }
}
