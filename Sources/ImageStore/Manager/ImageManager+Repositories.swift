internal import FileSupport
internal import SystemPackage

extension ImageManager {
  /// Every configured repository, in order of priority. Of one that does not answer, nothing is known
  /// but its name and path.
  public func repositories() -> [RepositorySummary] {
    ask(summary).map { configured, summary in
      do {
        return try summary()
      } catch {
        warn(error, about: configured)
        return RepositorySummary(
          configured, exists: true, isWritable: false, problem: error as? PcoccError)
      }
    }
  }

  /// Creates a configured repository; throws `exists` where there is one.
  ///
  /// - Parameter sharing: nil for what the folder suggests: `group` where it has a setgid bit.
  public func initializeRepository(
    _ name: RepositoryName, sharing: Sharing? = nil
  ) throws -> RepositorySummary {
    let configured = try repositoryConfiguration(name)
    guard try open(configured) == nil else {
      throw PcoccError(
        .exists, "repository \"\(name)\" exists already", path: configured.path,
        advice: "use it, or name another folder in repos.yaml")
    }
    _ = try Repository.create(
      name, at: configured.path, sharing: sharing, context: context)
    return summary(configured)
  }

  private func summary(_ configured: RepositoryConfiguration) -> RepositorySummary {
    let files = context.fileSystem
    let exists = (try? files.status(of: configured.path, followingLinks: true)) != nil
    var version: Int?
    var sharing: Sharing?
    var problem: PcoccError?
    do {
      let repository = try open(configured)
      version = repository?.version.rawValue
      do {
        sharing = try repository?.settings.sharing
      } catch let error as PcoccError {
        problem = error
        context.warn(error)
      }
    } catch {
      problem = error as? PcoccError
      warn(error, about: configured)
    }
    let writable = files.isAccessible(
      exists ? configured.path : existingParent(of: configured.path), forWriting: true)
    return RepositorySummary(
      configured, exists: exists, isWritable: writable && version != 1, version: version,
      sharing: sharing, problem: problem)
  }

  /// The folder in which a missing one would be made.
  private func existingParent(of path: FilePath) -> FilePath {
    let parent = path.parent
    let exists = (try? context.fileSystem.status(of: parent, followingLinks: true)) != nil
    return exists || parent == path ? parent : existingParent(of: parent)
  }
}
