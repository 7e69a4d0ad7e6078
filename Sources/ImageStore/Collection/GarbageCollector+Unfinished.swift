internal import FileSupport
internal import SystemPackage

extension GarbageCollector {
  /// Removes what work that never came to its end has left behind, where nobody has touched it for
  /// longer than the grace.
  func sweep() throws -> [CollectionItem] {
    let staged = try files.entriesIfPresent(of: layout.staging).map(layout.staging.appending)
    let places = try repository.content.folders() + layout.foldersOfNewNames
    let waiting = try places.flatMap { folder in
      try files.entriesIfPresent(of: folder)
        .filter { $0.hasPrefix(RepositoryLayout.temporaryPrefix) }.map(folder.appending)
    }
    return try (staged + waiting).compactMap(sweep)
  }

  private func sweep(_ path: FilePath) throws -> CollectionItem? {
    guard let status = try? files.status(of: path, followingLinks: false) else { return nil }
    let content = try status.kind == .directory ? files.entriesIfPresent(of: path) : []
    let all =
      [status]
      + content.compactMap {
        try? files.status(of: path.appending($0), followingLinks: false)
      }
    // A long conversion touches the file it writes and not the folder.
    guard let newest = all.map(\.modified).max() else { return nil }
    let item = CollectionItem(
      kind: .unfinished, outcome: .removed, path: path,
      bytes: all.reduce(0) { $0.addingClamping($1.freedBytes) }, reason: .abandoned)
    guard isOlder(newest, than: policy.grace) else {
      var item = item
      item.outcome = .kept
      item.reason = .young
      return item
    }
    return try perform(item) {
      guard status.kind == .directory else { return try files.removeFile(path) }
      for name in content { try files.removeFile(path.appending(name)) }
      try files.removeDirectory(path)
    }
  }

  /// Removes the files of leases that are over.
  func removeEndedLeases() throws -> [CollectionItem] {
    try repository.leases.ended(at: now).compactMap { id in
      let item = CollectionItem(
        kind: .lease, outcome: .removed, path: layout.leaseFile(id), reason: .ended)
      return try perform(item) { _ = try repository.leases.remove(id) }
    }
  }
}
