internal import FileSupport
internal import SystemPackage

extension ImageManager {
  /// Every configured repository, in order of priority.
  public func repositories() -> [RepositorySummary] {
    configuration.repositories.map(summary)
  }

  /// Creates a configured repository; throws `exists` where there is one.
  public func initializeRepository(_ name: RepositoryName) throws -> RepositorySummary {
    let configured = try repositoryConfiguration(name)
    guard try open(configured) == nil else {
      throw PcoccError(.exists, "repository \"\(name)\" exists already", path: configured.path)
    }
    _ = try Repository.create(name, at: configured.path, context: context)
    return summary(configured)
  }

  private func summary(_ configured: RepositoryConfiguration) -> RepositorySummary {
    let files = context.fileSystem
    let exists = (try? files.status(of: configured.path, followingLinks: true)) != nil
    var version: Int?
    do {
      version = try open(configured)?.version.rawValue
    } catch {
      warn(error, about: configured)
    }
    let writable = files.isAccessible(
      exists ? configured.path : existingParent(of: configured.path), forWriting: true)
    return RepositorySummary(
      name: configured.name, path: configured.path, exists: exists,
      isWritable: writable && version != 1, version: version)
  }

  /// The folder in which a missing one would be made.
  private func existingParent(of path: FilePath) -> FilePath {
    let parent = path.parent
    let exists = (try? context.fileSystem.status(of: parent, followingLinks: true)) != nil
    return exists || parent == path ? parent : existingParent(of: parent)
  }
}
