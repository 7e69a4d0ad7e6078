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

  public init(fileSystem: any FileSystem, environment: ConfigurationEnvironment) {
    self.fileSystem = fileSystem
    self.environment = environment
  }

  /// The configuration; without any file one repository `user` in `~/.pcocc/images`.
  ///
  /// - Throws: `configuration` for a file that breaks the rules; what the file system said for one
  ///   that is there and cannot be read.
  public func load() throws -> Configuration {
    let contents = try files().compactMap(read)
    guard !contents.isEmpty else { return try defaultConfiguration() }
    let entries = contents.flatMap(\.entries)
    try refuseDuplicates(in: entries)
    return Configuration(
      repositories: entries.map(\.repository),
      cachePath: contents.lazy.compactMap(\.cachePath).first)
  }

  private func files() throws -> [FilePath] {
    try [environment.userFolder, environment.systemFolder].compactMap(\.self).flatMap { folder in
      [folder.appending(Self.fileName)] + (try dropIns(in: folder.appending(Self.dropInFolder)))
    }
  }

  /// The pattern meets only the names in the folder, whose own path may hold any character.
  private func dropIns(in folder: FilePath) throws -> [FilePath] {
    let names = try unlessMissing(folder) { try fileSystem.entries(of: folder) } ?? []
    return names.filter { Path($0).match(Self.dropInPattern) && !$0.hasPrefix(".") }.sorted()
      .map { folder.appending($0) }
  }

  private func read(_ path: FilePath) throws -> ConfigurationFile.Content? {
    do {
      let file = ConfigurationFile(path: path, expansion: PathExpansion(environment: environment))
      return try unlessMissing(path) { try fileSystem.contents(of: path, limit: Self.sizeLimit) }
        .map(file.parse)
    } catch var error as PcoccError where error.code == .corrupt {
      // Too long, or no regular file: the user is to mend the configuration, not an image.
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

  private func refuseDuplicates(in entries: [ConfigurationFile.Entry]) throws {
    var places: [RepositoryName: String] = [:]
    for entry in entries {
      let name = entry.repository.name
      if let other = places.updateValue(entry.place, forKey: name) {
        throw PcoccError.repositoryNameTaken(name, at: entry.place, by: other)
      }
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
