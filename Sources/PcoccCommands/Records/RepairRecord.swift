internal import ImageStore
internal import SystemPackage

/// What became of something that was found to be wrong.
///
/// Keys: those of a finding of `verify`, and outcome (repaired, repairable or unrepaired), source (the
/// file that has the bytes), reason (why it is as it was).
struct RepairRecord: Listed {
  private let finding: FindingRecord
  let outcome: String
  @Nullable var source: String?
  @Nullable var reason: String?

  private enum CodingKeys: String, CodingKey { case outcome, source, reason }

  init(_ repair: Repair) {
    finding = FindingRecord(repair.finding)
    switch repair.outcome {
    case .repaired(let path):
      outcome = "repaired"
      source = path.string
    case .repairable(let path):
      outcome = "repairable"
      source = path.string
    case .unrepaired(let text):
      outcome = "unrepaired"
      reason = text
    }
  }

  func encode(to encoder: any Encoder) throws {
    try finding.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(outcome, forKey: .outcome)
    try container.encode(_source, forKey: .source)
    try container.encode(_reason, forKey: .reason)
  }

  /// Where the bytes come from, or why there are none.
  private var detail: String { source.map { "from \($0)" } ?? reason ?? "" }

  static var columns: [Column<RepairRecord>] {
    [
      Column("outcome") { $0.outcome }.toned { $0.source == nil ? .bad : .good },
      Column("code") { $0.finding.code },
      Column(
        "images", { ReferenceList.text($0.finding.images) },
        value: { $0.finding.images.joined(separator: ",") }
      ).whole,
      Column("detail") { $0.detail },
      Column("path") { $0.finding.path },
      Column("repo", isDefault: false) { $0.finding.repository },
      Column("digest", isDefault: false) { $0.finding.digest ?? "" },
      Column("problem", isDefault: false) { $0.finding.problem },
    ]
  }
}
