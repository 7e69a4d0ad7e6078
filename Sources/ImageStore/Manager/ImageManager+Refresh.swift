internal import FileSupport

extension ImageManager {
  /// Reads all metadata and attributes of repositories again, for lists to come.
  ///
  /// - Parameter names: none for all repositories.
  public func refresh(_ names: [RepositoryName]) throws -> [RefreshResult] {
    let names =
      try names.isEmpty
      ? configuration.repositories.map(\.name)
      : names.map { try repositoryConfiguration($0).name }
    return names.map { name in
      do {
        var query = ImageQuery()
        query.repository = name
        query.isRefreshing = true
        query.allRevisions = true
        for _ in try list(query) {}
        return RefreshResult(repository: name)
      } catch {
        return RefreshResult(
          repository: name, problem: error as? PcoccError ?? PcoccError(.other, "\(error)"))
      }
    }
  }
}
