public import SystemPackage

/// One thing that the check of a configuration looked at.
public struct ConfigurationFinding: Sendable, Hashable {
  /// What it is about.
  public enum Subject: Sendable, Hashable {
    case file
    case repository(RepositoryName)
    case cache
  }

  public var subject: Subject
  public var verdict: DoctorFinding.Verdict
  /// The configuration file that it is about, and its line; nil for what is there without any file.
  public var file: FilePath?
  public var line: Int?
  /// What was found.
  public var found: String
  public var advice: String?

  init(
    _ subject: Subject, _ verdict: DoctorFinding.Verdict, at file: FilePath?, line: Int? = nil,
    found: String, advice: String? = nil
  ) {
    self.subject = subject
    self.verdict = verdict
    self.file = file
    self.line = line
    self.found = found
    self.advice = advice
  }
}
