internal import ImageStore

/// One thing that `repo doctor` looked at.
///
/// Keys: check, result (ok, note, warning or failure), seen, meaning, advice (what to do, null where
/// nothing is).
struct DoctorFindingRecord: Listed {
  let check: String
  let result: String
  let seen: String
  let meaning: String
  @Nullable var advice: String?

  init(_ finding: DoctorFinding) {
    check = finding.check
    result = finding.verdict.rawValue
    seen = finding.seen
    meaning = finding.meaning
    advice = finding.advice
  }

  static var columns: [Column<DoctorFindingRecord>] {
    [
      Column("check") { $0.check }.whole,
      Column("result") { $0.result }.toned { DoctorFinding.Verdict(rawValue: $0.result)?.tone },
      Column("seen") { $0.seen },
      Column("meaning", isDefault: false) { $0.meaning },
      Column("advice", isDefault: false) { $0.advice ?? "" },
    ]
  }
}
