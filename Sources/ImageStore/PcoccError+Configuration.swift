internal import FileSupport
internal import SystemPackage

extension PcoccError {
  /// - Parameters:
  ///   - place: the file and, where it is known, the line: "FILE:LINE".
  ///   - problem: the key and what was expected of it.
  static func badConfiguration(
    _ place: String, _ problem: String, advice: String? = nil
  ) -> PcoccError {
    PcoccError(.configuration, "\(place): \(problem)", advice: advice)
  }

  static func repositoryNameTaken(
    _ name: RepositoryName, at place: String, by other: String
  ) -> PcoccError {
    badConfiguration(
      place, "name: expected a new name, \"\(name)\" is taken by \(other)",
      advice: "rename one of them")
  }

  static func nothingConfigured(systemFile: FilePath) -> PcoccError {
    PcoccError(
      .configuration, "there is no repos.yaml and the home folder is not known",
      advice: "set HOME or write \(systemFile)")
  }
}
