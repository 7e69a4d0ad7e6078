internal import FileSupport
public import SystemPackage

/// What one collection did in a repository, or would do.
public struct CollectionResult: Sendable, Hashable {
  /// The name that the configuration gives the repository.
  public var repository: RepositoryName
  /// The repository's folder.
  public var path: FilePath
  /// What was taken away and what was kept, in the order of the work.
  public var items: [CollectionItem]
  /// Whether the repository, of version 1, was upgraded to version 2 first; or would be, in a dry run.
  public var wasUpgraded: Bool

  /// What came of a collection in the repository of this name and folder.
  public init(
    repository: RepositoryName, path: FilePath, items: [CollectionItem], wasUpgraded: Bool = false
  ) {
    self.repository = repository
    self.path = path
    self.items = items
    self.wasUpgraded = wasUpgraded
  }

  /// The items of an outcome, of all kinds or of one.
  public func items(_ outcome: CollectionItem.Outcome, _ kind: CollectionItem.Kind? = nil)
    -> [CollectionItem]
  {
    items.filter { $0.outcome == outcome && (kind == nil || $0.kind == kind) }
  }

  /// Bytes of disk that became free.
  public var freed: Int { items(.removed).reduce(0) { $0.addingClamping($1.bytes) } }
}
