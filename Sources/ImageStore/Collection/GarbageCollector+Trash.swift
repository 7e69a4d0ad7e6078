internal import FileSupport
internal import SystemPackage

/// What a run of the trash held at a moment.
struct ListedRun {
  var run: TrashRun
  var blobs: [Digest]
  var revisions: [(image: ImageName, revision: Revision)]
  /// Whether it is old enough to be emptied.
  var isExpired = true
}

extension GarbageCollector {
  /// The other runs with what is in them. One whose collector has been gone for long is closed: nothing
  /// can be moved there any more, and its age is counted from now.
  func listedRuns() throws -> [ListedRun] {
    try trash.runs().filter { $0 != run }.compactMap { run in
      try trash.ifPresent(run) { try listed(run) }
    }
  }

  private func listed(_ run: TrashRun) throws -> ListedRun {
    let isAbandoned = try run.isOpen && isOlder(trash.modified(run), than: policy.grace)
    let run = isAbandoned && !isDryRun ? try trash.close(run) : run
    // The age is told last: what is listed has been there for as long.
    var listed = ListedRun(
      run: run, blobs: try trash.blobs(in: run), revisions: try trash.revisions(in: run))
    listed.isExpired =
      try isAbandoned
      ? waitsForNothing(policy.retention)
      : !run.isOpen && isOlder(trash.modified(run), than: policy.retention)
    return listed
  }

  func empty(
    _ runs: [ListedRun], keeping references: BlobReferences
  ) throws -> [CollectionItem] {
    try runs.flatMap { listed in
      let items =
        try listed.blobs.compactMap { try empty($0, of: listed, keeping: references) }
        + listed.revisions.compactMap { try remove($0, of: listed) }
      if listed.isExpired, !isDryRun { trash.remove(listed.run) }
      return items
    }
  }

  /// Brings a blob back that something refers to again; removes any other one where its time is over.
  private func empty(
    _ digest: Digest, of listed: ListedRun, keeping references: BlobReferences
  ) throws -> CollectionItem? {
    let path = listed.run.blob(digest)
    guard let status = try? files.status(of: path, followingLinks: false) else { return nil }
    var item = CollectionItem(
      kind: .blob, outcome: .kept, path: path, bytes: status.freedBytes, reason: .retained)
    if references.contains(digest), try !repository.content.contains(digest) {
      item.outcome = .restored
      item.reason = .referencedAgain
      return try perform(item) { try repository.content.restore(digest, from: path) }
    }
    guard listed.isExpired else { return item }
    guard !listed.run.isSealed || !references.leased.contains(digest) else {
      // A machine may have been started from this very file.
      item.reason = .leased
      return item
    }
    item.outcome = .removed
    item.reason = .expired
    return try perform(item) { try files.removeFile(path) }
  }

  /// Removes a deleted revision's metadata where its time is over, and remembers its number.
  private func remove(
    _ revision: (image: ImageName, revision: Revision), of listed: ListedRun
  ) throws -> CollectionItem? {
    let path = listed.run.metadataFile(revision.image, revision.revision)
    guard let status = try? files.status(of: path, followingLinks: false) else { return nil }
    var item = CollectionItem(
      kind: .deletedRevision, outcome: .kept, path: path,
      image: repository.reference(revision.image, revision.revision), bytes: status.freedBytes,
      reason: .retained)
    guard listed.isExpired else { return item }
    item.outcome = .removed
    item.reason = .expired
    let done = try perform(item) {
      try repository.noteUse(of: revision.revision, by: revision.image)
      try files.removeFile(path)
    }
    // The trash knows the number until there is room for a note of it.
    guard done?.problem?.code == .noSpace else { return done }
    item.outcome = .kept
    item.reason = .retained
    return item
  }
}
