public import FileSupport

/// What became of the refreshing of one repository.
public struct RefreshResult: Sendable {
  /// The name that the configuration gives the repository.
  public var repository: RepositoryName
  /// nil where all is well.
  public var problem: PcoccError?
}
