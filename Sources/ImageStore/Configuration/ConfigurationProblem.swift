public import FileSupport
public import SystemPackage

/// Something that is wrong in a configuration file.
public struct ConfigurationProblem: Error, Sendable, Hashable {
  /// The file that breaks the rules, or cannot be read.
  public var file: FilePath
  /// From 1; nil where the whole file is meant.
  public var line: Int?
  /// What is wrong, with the place in its message.
  public var error: PcoccError
  /// What is wrong, without the place.
  var explanation: String

  init(file: FilePath, line: Int?, error: PcoccError, explanation: String? = nil) {
    self.file = file
    self.line = line
    self.error = error
    self.explanation = explanation ?? error.withoutAdvice
  }

  /// Takes problems as they are found; one that throws ends the reading there.
  typealias Report = (ConfigurationProblem) throws -> Void
}
