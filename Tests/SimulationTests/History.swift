import FileSupport

@testable import ImageStore

/// A revision by its name in `meta`.
struct RevisionNumber: Hashable, CustomStringConvertible {
  var image: String
  var revision: Int

  init(_ image: String, _ revision: Int) {
    self.image = image
    self.revision = revision
  }

  var description: String { "\(image)@\(revision)" }
}

/// What the processes of a schedule were told, and whether the repository keeps it.
final class History: @unchecked Sendable {
  enum Kind { case publish, delete, undelete }

  struct Operation {
    var kind: Kind
    var image: String
    /// What it may change; nil: any revision of the image.
    var targets: [RevisionNumber]?
    /// What it said that it has changed.
    var acknowledged: [RevisionNumber] = []
    var layers: [Digest] = []
    var owner = ""
    /// In the order of beginnings and ends.
    var start: Int
    /// Int.max: it is under way.
    var end = Int.max

    func mayChange(_ revision: RevisionNumber) -> Bool {
      image == revision.image && targets?.contains(revision) ?? true
    }
  }

  private(set) var operations: [Operation] = []
  private(set) var violations: [String] = []
  private var clock = 0

  func tick() -> Int {
    clock += 1
    return clock
  }

  /// - Parameter targets: what it may change; nil: any revision of the image.
  func begin(_ kind: Kind, _ image: String, _ targets: [RevisionNumber]? = nil) -> Int {
    operations.append(Operation(kind: kind, image: image, targets: targets, start: tick()))
    return operations.count - 1
  }

  /// The operation has said that it succeeded.
  func acknowledge(
    _ number: Int, _ revisions: [RevisionNumber], layers: [Digest] = [], owner: String = ""
  ) {
    operations[number].end = tick()
    operations[number].acknowledged = revisions
    operations[number].layers = layers
    operations[number].owner = owner
    if operations[number].kind == .publish {
      operations[number].targets = revisions
      for revision in revisions { requireUnused(revision, by: number) }
    }
  }

  /// The operation has failed, or its process was killed.
  func end(_ number: Int) {
    if operations[number].end == .max { operations[number].end = tick() }
  }

  func report(_ violation: String) { violations.append(violation) }

  private func requireUnused(_ revision: RevisionNumber, by number: Int) {
    for (other, operation) in operations.enumerated()
    where other != number && operation.acknowledged.contains(revision) {
      if operation.kind == .publish || operation.end < operations[number].start {
        report("\(revision) has been given out twice")
      }
    }
  }

  /// The publication that made a revision; nil where none was acknowledged.
  func publication(of revision: RevisionNumber) -> Operation? {
    operations.first { $0.kind == .publish && $0.acknowledged.contains(revision) }
  }

  /// Whether a revision was there before `time`, and nobody tried to delete it since.
  func isSettled(_ revision: RevisionNumber, before time: Int) -> Bool {
    let made = operations.last {
      $0.kind != .delete && $0.acknowledged.contains(revision) && $0.end < time
    }
    guard let made else { return false }
    return !operations.contains {
      $0.kind == .delete && $0.mayChange(revision) && $0.end > made.start
    }
  }

  /// Whether a revision has to be there at the end; nil where two operations at once leave that open.
  func mustExist(_ revision: RevisionNumber) -> Bool? {
    let last = operations.filter { $0.acknowledged.contains(revision) }.max { $0.end < $1.end }
    guard let last else { return nil }
    let isDeletion = last.kind == .delete
    let isContested = operations.contains {
      ($0.kind == .delete) != isDeletion && $0.mayChange(revision) && $0.end > last.start
        && $0.start != last.start
    }
    return isContested ? nil : !isDeletion
  }

  /// Everything that was ever acknowledged.
  var revisions: Set<RevisionNumber> { Set(operations.flatMap(\.acknowledged)) }
}
