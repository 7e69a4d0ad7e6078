internal import ImageStore
internal import SystemPackage

/// One thing that a collection took away, or looked at and kept.
///
/// Keys: kind (revision, blob, deleted-revision, unfinished, lease, attributes), outcome
/// (trashed, removed, restored, kept, failed), path, reference (of a revision, else null), bytes (that are free once it is
/// removed), reason (a code), explanation, problem (of a failure, else null).
struct CollectionItemRecord: Listed {
  let kind: String
  let outcome: String
  let path: String
  @Nullable var reference: String?
  let bytes: Int
  let reason: String
  let explanation: String
  @Nullable var problem: ProblemRecord?

  init(_ item: CollectionItem, _ policy: CollectionPolicy) {
    kind = item.kind.rawValue
    outcome = item.outcome.rawValue
    path = item.path.string
    reference = item.image?.description
    bytes = item.bytes
    reason = item.reason.rawValue
    explanation = item.reason.explanation(policy)
    problem = item.problem.map(ProblemRecord.init)
  }

  static var columns: [Column<CollectionItemRecord>] {
    [
      Column("outcome") { $0.outcome }
        .toned { $0.outcome == CollectionItem.Outcome.failed.rawValue ? .bad : nil },
      Column("kind") { $0.kind },
      Column("size", bytes: { $0.bytes }),
      Column("reason") { $0.explanation },
      Column("item") { $0.reference ?? $0.path }.whole,
    ]
  }
}

extension CollectionItem.Reason {
  /// The reason in the middle of a sentence.
  func explanation(_ policy: CollectionPolicy) -> String {
    let grace = Age(seconds: policy.grace).text
    let retention = Age(seconds: policy.retention).text
    return switch self {
    case .unreferenced: "no image refers to it"
    case .young: "younger than \(grace)"
    case .leased: "leased"
    case .expired: "in the trash for \(retention)"
    case .retained: "in the trash for less than \(retention)"
    case .referencedAgain: "an image refers to it again"
    case .abandoned: "untouched for \(grace)"
    case .ended: "its time is over"
    case .rule: "given up by the rules for revisions"
    case .protected: "its image is protected"
    case .superseded: "another state has taken its place"
    }
  }
}
