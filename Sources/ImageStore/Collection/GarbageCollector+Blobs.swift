internal import FileSupport

extension GarbageCollector {
  /// Moves blobs that nothing refers to into the run of this collection, where they are old enough.
  mutating func moveToTrash(
    _ blobs: [Digest], unless references: BlobReferences
  ) throws -> [CollectionItem] {
    var items: [CollectionItem] = []
    for digest in blobs where !references.inImages.contains(digest) {
      let path = layout.blob(digest)
      guard let status = try? files.status(of: path, followingLinks: false) else { continue }
      var item = CollectionItem(
        kind: .blob, outcome: .kept, path: path, bytes: status.freedBytes, reason: .leased)
      if !references.leased.contains(digest) {
        if isOlder(status.modified, than: policy.grace) {
          item.outcome = .trashed
          item.reason = .unreferenced
        } else {
          item.reason = .young
        }
      }
      if item.outcome == .trashed {
        let files = files
        guard
          let done = try perform(item, moving: { try files.rename(path, to: $0.blob(digest)) })
        else { continue }
        item = done
      }
      items.append(item)
    }
    return items
  }

  /// The run of this collection. A dry run has none, and moves nothing to it.
  mutating func currentRun() throws -> TrashRun {
    if let run { return run }
    let made = isDryRun ? layout.spareRun : try trash.makeRun(isOpen: true)
    if !isDryRun { run = made }
    return made
  }
}

extension FileStatus {
  /// Bytes of disk that are free once this name of the file is removed.
  var freedBytes: Int { linkCount > 1 ? 0 : allocated }
}
