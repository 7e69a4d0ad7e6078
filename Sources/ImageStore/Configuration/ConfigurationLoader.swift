public import FileSupport
internal import PathKit
internal import SystemPackage

/// Reads the user's configuration, then the system's.
///
/// In each folder that is `repos.yaml` and, in the order of their names, the files
/// `repos.d/*.yaml`. Repositories keep that order: the user's come first. The first file that names
/// a cache is followed.
public struct ConfigurationLoader: Sendable {
  private let fileSystem: any FileSystem
  private let environment: ConfigurationEnvironment

  private static let fileName = "repos.yaml"
  private static let dropInFolder = "repos.d"
  private static let dropInPattern = "*.yaml"
  /// In bytes, of one file.
  private static let sizeLimit = 1 << 20

  /// Reads nothing yet.
  ///
  /// - Parameter environment: tells where the folders are, and what variables in paths stand for.
  public init(fileSystem: any FileSystem, environment: ConfigurationEnvironment) {
    self.fileSystem = fileSystem
    self.environment = environment
  }

  /// The configuration; without any file one repository `user` in `~/.pcocc/images`.
  ///
  /// - Throws: `configuration` for a file that breaks the rules; what the file system said for one
  ///   that is there and cannot be read.
  public func load() throws -> Configuration { try read { throw $0.error }.configuration }

  /// The same without an end at the first mistake: what is wrong is left out, and told.
  public func examine() -> ConfigurationReport {
    var problems: [ConfigurationProblem] = []
    var report = ConfigurationReport()
    do {
      report = try read { problems.append($0) }
    } catch {
      // Nothing is configured, and there is no home for what is there without any file.
      let error = error as? PcoccError ?? PcoccError(.other, "\(error)")
      let file = environment.systemFolder.appending(Self.fileName)
      problems.append(ConfigurationProblem(file: file, line: nil, error: error))
    }
    report.problems = problems
    return report
  }

  private func read(_ report: ConfigurationProblem.Report) throws -> ConfigurationReport {
    try withoutActuallyEscaping(report) { report in
      var result = ConfigurationReport()
      var entries: [ConfigurationFile.Entry] = []
      for path in try files(report) {
        let content = try unlessWrong(path, report) { try read(path, report) } ?? nil
        result.files.append(
          .init(path: path, exists: content != nil, repositories: content?.entries.count ?? 0))
        guard let content else { continue }
        entries += content.entries
        if result.configuration.cachePath == nil, let cachePath = content.cachePath {
          result.configuration.cachePath = cachePath
          result.configuration.cacheOrigin = path
        }
      }
      guard result.files.contains(where: \.exists) else {
        result.configuration = try defaultConfiguration()
        return result
      }
      result.configuration.repositories = try withoutDuplicates(entries, report)
      return result
    }
  }

  /// nil where the file system refuses what was asked of a file.
  private func unlessWrong<Result>(
    _ file: FilePath, _ report: ConfigurationProblem.Report, _ body: () throws -> Result
  ) throws -> Result? {
    do {
      return try body()
    } catch let error as PcoccError {
      try report(ConfigurationProblem(file: file, line: nil, error: error))
      return nil
    }
  }

  private func files(_ report: ConfigurationProblem.Report) throws -> [FilePath] {
    try [environment.userFolder, environment.systemFolder].compactMap(\.self).flatMap { folder in
      let dropIns = folder.appending(Self.dropInFolder)
      return [folder.appending(Self.fileName)]
        + (try unlessWrong(dropIns, report) { try self.dropIns(in: dropIns) } ?? [])
    }
  }

  /// The pattern meets only the names in the folder, whose own path may hold any character.
  private func dropIns(in folder: FilePath) throws -> [FilePath] {
    let names = try unlessMissing(folder) { try fileSystem.entries(of: folder) } ?? []
    return names.filter { Path($0).match(Self.dropInPattern) && !$0.hasPrefix(".") }.sorted()
      .map { folder.appending($0) }
  }

  private func read(
    _ path: FilePath, _ report: @escaping ConfigurationProblem.Report
  ) throws -> ConfigurationFile.Content? {
    do {
      let file = ConfigurationFile(
        path: path, expansion: PathExpansion(environment: environment), report: report)
      return try unlessMissing(path) { try fileSystem.contents(of: path, limit: Self.sizeLimit) }
        .map(file.parse)
    } catch var error as PcoccError
      where error.code == .corrupt || error.cause == .tooManySymbolicLinkLevels
    {
      // Too long, no regular file, or links that lead to each other: the user is to mend the
      // configuration, not an image or a disk.
      error.code = .configuration
      throw error
    }
  }

  /// Nil where the path names nothing at all. A link that leads nowhere, or a file where a folder
  /// should be, is a mistake that had better be known: images would go to another repository.
  private func unlessMissing<Result>(
    _ path: FilePath, _ body: () throws -> Result
  ) throws -> Result? {
    do {
      return try body()
    } catch var error as PcoccError where error.code == .notFound {
      let isThere = (try? fileSystem.status(of: path, followingLinks: false)) != nil
      guard isThere || error.cause == .notDirectory else { return nil }
      error.code = .configuration
      throw error
    }
  }

  private func withoutDuplicates(
    _ entries: [ConfigurationFile.Entry], _ report: ConfigurationProblem.Report
  ) throws -> [RepositoryConfiguration] {
    var places: [RepositoryName: String] = [:]
    return try entries.map(\.repository).enumerated().compactMap { index, repository in
      let (name, place) = (repository.name, entries[index].place)
      guard let other = places[name] else {
        places[name] = place
        return repository
      }
      let error = PcoccError.repositoryNameTaken(name, at: place, by: other)
      try report(
        ConfigurationProblem(
          file: repository.origin ?? FilePath(place), line: repository.line, error: error,
          explanation: "name: \"\(name)\" is taken by \(other)"))
      return nil
    }
  }

  private func defaultConfiguration() throws -> Configuration {
    guard let home = environment.homeDirectory else {
      throw PcoccError.nothingConfigured(
        systemFile: environment.systemFolder.appending(Self.fileName))
    }
    return Configuration(
      repositories: [
        RepositoryConfiguration(
          name: try RepositoryName("user"), path: home.appending(".pcocc/images"), origin: nil)
      ], cachePath: nil)
  }
}
