public import SystemPackage

/// Whether a folder is fit to hold a repository, and why.
public struct DoctorReport: Sendable, Hashable {
  /// The folder that was looked at: the one asked for, or where that is missing the one above it.
  public var path: FilePath
  /// What was seen, in the order of looking.
  public var findings: [DoctorFinding]

  /// What was seen in a folder.
  ///
  /// - Parameter findings: in the order of looking.
  public init(path: FilePath, findings: [DoctorFinding]) {
    self.path = path
    self.findings = findings
  }

  /// How many findings are failures.
  public var failureCount: Int { findings.count { $0.verdict == .failure } }

  /// Whether nothing was found that loses images or makes commands fail.
  public var isFit: Bool { failureCount == 0 }
}
