internal import FileSupport

extension GarbageCollector {
  /// Deletes the revisions that the rules give up.
  mutating func deleteRevisions() throws -> [CollectionItem] {
    guard let rules = policy.revisions else { return [] }
    let listing = try repository.metadata.allRevisions()
    let leased = Set(
      try repository.leases.active(at: now).map {
        RevisionKey(image: $0.image, revision: $0.revision)
      })
    return try listing.revisions.sorted { $0.key < $1.key }.flatMap { image, revisions in
      let given = try givenUp(revisions, of: image, by: rules)
      // Of an image whose attributes cannot be read it is not known.
      let isProtected = try !given.isEmpty && repository.isProtected(image)
      return try given.compactMap { revision in
        let key = RevisionKey(image: image, revision: revision)
        var item = CollectionItem(
          kind: .revision, outcome: .trashed, path: layout.metadataFile(image, revision),
          image: reference(key), reason: .rule)
        if isProtected || leased.contains(key) {
          item.outcome = .kept
          item.reason = isProtected ? .protected : .leased
          return item
        }
        return try delete(key, item)
      }
    }
  }

  /// All but the newest that every rule gives up.
  private func givenUp(
    _ revisions: [Revision], of image: ImageName, by rules: RevisionRetention
  ) throws -> [Revision] {
    let old = revisions.dropLast(max(1, rules.keepLast ?? 1))
    guard let age = rules.age else { return Array(old) }
    return try old.filter { revision in
      do {
        return now - (try repository.metadata.read(image, revision).timestamp) >= Double(age)
      } catch let error as PcoccError where error.code == .notFound {
        return false
      }
    }
  }

  private mutating func delete(
    _ key: RevisionKey, _ item: CollectionItem
  ) throws -> CollectionItem? {
    let run = try currentRun()
    return try perform(item) {
      try repository.noteUse(of: key.revision, by: key.image)
      guard
        try repository.writableMetadata().delete(key.image, key.revision, to: run)
      else { throw PcoccError.imageNotFound(reference(key)) }
      try files.synchronizeNames(of: layout.metadata)
    }
  }
}

extension CollectionItem {
  /// The revision that the item is.
  var revisionKey: RevisionKey? {
    guard kind == .revision, outcome == .trashed, let image,
      case .revision(let number) = image.selector
    else { return nil }
    return RevisionKey(image: image.image, revision: number)
  }
}
