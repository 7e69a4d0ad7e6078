internal import PathKit
public import FileSupport
internal import SystemPackage

/// Reads the user's configuration, then the system's.
///
/// In each folder that is `repos.yaml` and, in the order of their names, the files
/// `repos.d/*.yaml`. Repositories keep that order: the user's come first.
public struct ConfigurationLoader: Sendable {
  private let fileSystem: any FileSystem
  private let environment: ConfigurationEnvironment

  private static let fileName = "repos.yaml"
  private static let dropInFolder = "repos.d"
  private static let sizeLimit = 1 << 20

  public init(fileSystem: any FileSystem, environment: ConfigurationEnvironment) {
    self.fileSystem = fileSystem
    self.environment = environment
  }

  /// The configuration; without any file one repository `user` in `~/.pcocc/images`.
  ///
  /// - Throws: `configuration` for a file that breaks the rules; what the file system said for one
  ///   that is there and cannot be read.
  public func load() throws -> Configuration {
    var found = false
    var configuration = Configuration(repositories: [], cachePath: nil)
    for path in files() {
      guard let content = try read(path) else { continue }
      found = true
      for repository in content.repositories { try add(repository, to: &configuration) }
      configuration.cachePath = configuration.cachePath ?? content.cachePath
    }
    return found ? configuration : try defaultConfiguration()
  }

  private func files() -> [FilePath] {
    [environment.userFolder, environment.systemFolder].compactMap(\.self).flatMap { folder in
      [folder.appending(Self.fileName)] + dropIns(in: folder)
    }
  }

  /// A folder's own name is never taken for a pattern: it is left before the pattern is applied.
  private func dropIns(in folder: FilePath) -> [FilePath] {
    let names = (try? fileSystem.entries(of: folder.appending(Self.dropInFolder))) ?? []
    return names.filter { Path($0).extension == "yaml" && !$0.hasPrefix(".") }.sorted()
      .map { folder.appending(Self.dropInFolder).appending($0) }
  }

  private func read(_ path: FilePath) throws -> ConfigurationFile.Content? {
    let bytes: [UInt8]
    do {
      bytes = try fileSystem.contents(of: path, limit: Self.sizeLimit)
    } catch let error as PcoccError where error.code == .notFound {
      return nil
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw PcoccError(.configuration, "not UTF-8 text", path: path)
    }
    return try ConfigurationFile(path: path, expansion: PathExpansion(environment: environment))
      .parse(text)
  }

  private func add(
    _ repository: RepositoryConfiguration, to configuration: inout Configuration
  ) throws {
    if let other = configuration.repositories.first(where: { $0.name == repository.name }) {
      let places = [other, repository].compactMap(\.origin?.string)
      throw PcoccError(
        .configuration, "two repositories are named \"\(repository.name)\", in "
          + Array(Set(places)).sorted().joined(separator: " and in "),
        advice: "rename one of them")
    }
    configuration.repositories.append(repository)
  }

  private func defaultConfiguration() throws -> Configuration {
    guard let home = environment.homeDirectory else {
      throw PcoccError(
        .configuration, "there is no repos.yaml and the home folder is not known",
        advice: "set HOME or write \(environment.systemFolder.appending(Self.fileName))")
    }
    return Configuration(
      repositories: [
        RepositoryConfiguration(
          name: try RepositoryName("user"), path: home.appending(".pcocc/images"), origin: nil)
      ], cachePath: nil)
  }
}
