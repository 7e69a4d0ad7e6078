internal import ImageStore
internal import SystemPackage

/// Something that is wrong in a repository.
///
/// Keys: code, repository, path, problem, images (the revisions that it hits), digest (of the blob
/// that it is about), quarantined (where the blob has been moved to).
struct FindingRecord: Listed {
  let code: String
  let repository: String
  let path: String
  let problem: String
  let images: [String]
  @Nullable var digest: String?
  @Nullable var quarantined: String?

  init(_ finding: VerificationFinding) {
    code = finding.code.rawValue
    repository = finding.repository.description
    path = finding.path.string
    problem = finding.problem
    images = finding.images.map(\.description)
    digest = finding.digest?.hex
    quarantined = finding.quarantined?.string
  }

  static var columns: [Column<FindingRecord>] {
    [
      Column("code") { $0.code }.toned { _ in .bad },
      Column(
        "images", { ReferenceList.text($0.images) }, value: { $0.images.joined(separator: ",") }
      )
      .whole,
      Column("problem") { $0.problem },
      Column("path") { $0.path },
      Column("repo", isDefault: false) { $0.repository },
      Column("digest", isDefault: false) { $0.digest ?? "" },
      Column("quarantined", isDefault: false) { $0.quarantined ?? "" },
    ]
  }
}
