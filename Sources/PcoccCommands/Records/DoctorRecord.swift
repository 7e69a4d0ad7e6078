internal import ImageStore
internal import SystemPackage

/// Whether a folder is fit for a repository.
///
/// Keys: path (that was examined), fit, findings.
struct DoctorRecord: Encodable, Sendable {
  let path: String
  let fit: Bool
  let findings: [DoctorFindingRecord]

  init(_ report: DoctorReport) {
    path = report.path.string
    fit = report.isFit
    findings = report.findings.map(DoctorFindingRecord.init)
  }
}
