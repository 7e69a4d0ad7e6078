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
    let trials = try files.entries(of: layout.root)
      .filter { $0.hasPrefix(RepositoryLayout.doctorPrefix) }.map(layout.root.appending)
    return try (staged + waiting + trials).compactMap(sweep)
  }

  private func sweep(_ path: FilePath) throws -> CollectionItem? {
    guard let status = try? files.status(of: path, followingLinks: false) else { return nil }
    let all = statuses(of: path, status)
    // A long conversion touches the file it writes and not the folder; and a file that has just got
    // its name here may be a second name of an old one.
    guard let newest = all.map({ max($0.modified, $0.changed) }).max() else { return nil }
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
      try files.removeTree(path)
    }
  }

  /// The status of what a path names, and of all that is in it.
  private func statuses(of path: FilePath, _ status: FileStatus) -> [FileStatus] {
    guard status.kind == .directory else { return [status] }
    let names = (try? files.entries(of: path)) ?? []
    return [status]
      + names.map(path.appending).flatMap { path in
        (try? files.status(of: path, followingLinks: false)).map { statuses(of: path, $0) } ?? []
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
