import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

@Suite struct RevisionRetentionTests {
  struct Rule: Sendable {
    let keepLast: Int?
    /// In days.
    let age: Int?
    /// The numbers that are given up, of four revisions made 40, 30, 20 and 10 days ago.
    let given: [Int]
  }

  static let rules = [
    Rule(keepLast: 1, age: nil, given: [0, 1, 2]),
    Rule(keepLast: 3, age: nil, given: [0]),
    Rule(keepLast: 4, age: nil, given: []),
    Rule(keepLast: nil, age: 15, given: [0, 1, 2]),
    Rule(keepLast: nil, age: 25, given: [0, 1]),
    Rule(keepLast: nil, age: 1, given: [0, 1, 2]),
    Rule(keepLast: nil, age: 50, given: []),
    Rule(keepLast: 3, age: 15, given: [0]),
    Rule(keepLast: 1, age: 35, given: [0]),
  ]

  /// An image with four revisions made 40, 30, 20 and 10 days ago.
  private func makeImage(_ trial: CollectionTrial) throws {
    let store = try trial.repository.writableMetadata()
    let now = Date().timeIntervalSince1970
    for number in 0...3 {
      let digest = try trial.publish("other\(number)", text: "revision \(number)")
      try store.publish(
        RevisionMetadata(
          name: try ImageName("box"), revision: try #require(Revision(number)), kind: .vm,
          owner: "bob", timestamp: now - Double((4 - number) * 10 * CollectionTrial.day),
          layers: [digest])
      ) {}
    }
  }

  private func revisions(_ trial: CollectionTrial) throws -> [Int] {
    try trial.repository.metadata.revisions(of: ImageName("box")).map(\.number)
  }

  private func policy(_ rule: Rule) -> CollectionPolicy {
    CollectionPolicy(
      revisions: RevisionRetention(
        keepLast: rule.keepLast, age: rule.age.map { $0 * CollectionTrial.day }))
  }

  @Test(arguments: rules)
  func revisionsAreGivenUp(_ rule: Rule) throws {
    try withTemporaryFolder { folder in
      let trial = try CollectionTrial(folder)
      try makeImage(trial)
      let items = try trial.collect(policy(rule))
      #expect(
        items.filter { $0.outcome == .trashed && $0.kind == .revision }.count == rule.given.count)
      #expect(try revisions(trial) == (0...3).filter { !rule.given.contains($0) })
      for number in rule.given {
        let revision = try #require(Revision(number))
        #expect(
          try trial.repository.undelete(ImageName("box"), revision: revision) == [revision])
      }
      #expect(try revisions(trial) == [0, 1, 2, 3])
    }
  }

  @Test func protectedImagesStay() throws {
    try withTemporaryFolder { folder in
      let trial = try CollectionTrial(folder)
      try makeImage(trial)
      _ = try trial.repository.changeAttributes(of: ImageName("box")) { $0.isProtected = true }
      let items = try trial.collect(CollectionPolicy(revisions: RevisionRetention(keepLast: 1)))
      #expect(items.summaries == Array(repeating: "kept revision protected", count: 3))
      #expect(try revisions(trial) == [0, 1, 2, 3])
    }
  }

  @Test func leasedRevisionsStay() throws {
    try withTemporaryFolder { folder in
      let trial = try CollectionTrial(folder)
      try makeImage(trial)
      let now = Int(Date().timeIntervalSince1970)
      let revision = try #require(Revision(1))
      let metadata = try trial.repository.metadata.read(ImageName("box"), revision)
      try trial.repository.leases.publish(
        Lease(
          id: LeaseID(expiry: now + 60, token: "aa"), image: metadata.name, revision: revision,
          layers: metadata.layers, owner: "bob", host: "n1", processID: 1, jobID: nil,
          created: Double(now)))
      _ = try trial.collect(CollectionPolicy(revisions: RevisionRetention(keepLast: 1)))
      #expect(try revisions(trial) == [1, 3])
    }
  }
}
