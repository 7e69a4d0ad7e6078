internal import SystemPackage

/// What one deletion or collection moved away.
struct TrashRun: Sendable, Hashable {
  let path: FilePath

  var data: FilePath { path.appending("data") }
  var metadata: FilePath { path.appending("meta") }

  var folders: [FilePath] { [path, data, metadata] }

  /// Whether a collector may still be moving blobs there.
  var isOpen: Bool { path.extension == Self.openSuffix }

  static let openSuffix = "open"

  /// Whether it holds what its maker took back, and nobody has deleted.
  var isWithdrawal: Bool { path.extension == Self.withdrawalSuffix }

  static let withdrawalSuffix = "withdrawn"

  /// Whether it holds a blob in whose place is a copy that fewer may read, out of reach for all but its
  /// maker and whoever has the file open.
  var isSealed: Bool { path.extension == Self.sealedSuffix }

  static let sealedSuffix = "sealed"

  /// The same run once nothing is moved there any more.
  var closed: TrashRun { isOpen ? ending(with: nil) : self }

  var sealed: TrashRun { ending(with: Self.sealedSuffix) }

  private func ending(with suffix: String?) -> TrashRun {
    var path = path
    path.extension = suffix
    return TrashRun(path: path)
  }

  func blob(_ digest: Digest) -> FilePath { data.appending(digest.hex) }

  func metadataFile(_ name: ImageName, _ revision: Revision) -> FilePath {
    metadata.appending(RepositoryLayout.metadataName(name, revision))
  }
}
