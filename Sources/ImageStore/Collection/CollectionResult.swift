internal import FileSupport
public import SystemPackage

/// What one collection did in a repository, or would do.
public struct CollectionResult: Sendable, Hashable {
  public var repository: RepositoryName
  public var path: FilePath
  public var items: [CollectionItem]

  public init(repository: RepositoryName, path: FilePath, items: [CollectionItem]) {
    self.repository = repository
    self.path = path
    self.items = items
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
