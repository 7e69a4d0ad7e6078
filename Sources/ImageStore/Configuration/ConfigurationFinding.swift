public import SystemPackage

/// One thing that the check of a configuration looked at.
public struct ConfigurationFinding: Sendable, Hashable {
  /// What it is about.
  public enum Subject: Sendable, Hashable {
    /// A configuration file, or the place where one may be.
    case file
    /// A configured repository, by its name.
    case repository(RepositoryName)
    /// The folder that staged images go to.
    case cache
  }

  /// What was looked at.
  public var subject: Subject
  /// How commands are affected.
  public var verdict: DoctorFinding.Verdict
  /// The configuration file that it is about, and its line; nil for what is there without any file.
  public var file: FilePath?
  /// The line in `file`, from 1; nil where no line is to blame or to name.
  public var line: Int?
  /// What was found.
  public var found: String
  /// What to do about it; nil where there is nothing to do.
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
