internal import ImageStore
internal import SystemPackage

/// One thing that `config check` looked at.
///
/// Keys: result (ok, note, warning or failure), subject (file, repository or cache), repository (its name,
/// else null), file (the configuration file, null for what is there without one), line (null for the
/// whole file), found, advice (what to do, null where nothing is).
struct ConfigurationFindingRecord: Listed {
  let result: String
  let subject: String
  @Nullable var repository: String?
  @Nullable var file: String?
  @Nullable var line: Int?
  let found: String
  @Nullable var advice: String?

  init(_ finding: ConfigurationFinding) {
    result = finding.verdict.rawValue
    switch finding.subject {
    case .file: subject = "file"
    case .repository(let name):
      subject = "repository"
      repository = name.description
    case .cache: subject = "cache"
    }
    file = finding.file?.string
    line = finding.line
    found = finding.found
    advice = finding.advice
  }

  /// The file and line, for people.
  var place: String { Place.text(file, line) ?? "built in" }

  static var columns: [Column<ConfigurationFindingRecord>] {
    [
      Column("result") { $0.result }.toned { DoctorFinding.Verdict(rawValue: $0.result)?.tone },
      Column("subject") { record in
        record.repository.map { "\(record.subject) \($0)" } ?? record.subject
      }.whole,
      Column("place") { $0.place }.whole,
      Column("found") { $0.found }.whole,
      Column("repository", isDefault: false, optional: { $0.repository }),
      Column("file", isDefault: false, optional: { $0.file }).whole,
      Column("line", isDefault: false, number: { $0.line }),
      Column("advice", isDefault: false, optional: { $0.advice }),
    ]
  }
}
