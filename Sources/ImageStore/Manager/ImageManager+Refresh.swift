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
    var query = ImageQuery()
    query.isRefreshing = true
    query.allRevisions = true
    let selection = try ImageSelection(query, marker: nil)
    return try names.map { name in
      let configured = try repositoryConfiguration(name)
      do {
        if let walk = try open(configured).map({ try RepositoryWalk($0, selection, self) }) {
          while walk.next() != nil {}
          try walk.finish()
        }
        return RefreshResult(repository: name)
      } catch {
        return RefreshResult(
          repository: name, problem: error as? PcoccError ?? PcoccError(.other, "\(error)"))
      }
    }
  }
}
