internal import FileSupport

extension GarbageCollector {
  /// The revisions that the rules give up, with those among them that are kept all the same, and
  /// those of which that cannot be told.
  func revisionsGivenUp() throws -> [CollectionItem] {
    guard let rules = policy.revisions else { return [] }
    let listing = try repository.metadata.allRevisions()
    let leased = Set(
      try repository.leases.active(at: now).map {
        RevisionKey(image: $0.image, revision: $0.revision)
      })
    return try listing.revisions.sorted { $0.key < $1.key }.flatMap { image, revisions in
      let given = try givenUp(revisions, of: image, by: rules)
      guard !given.isEmpty else { return [CollectionItem]() }
      let isProtected = Result { try repository.isProtected(image) }
      return try given.map {
        try item(RevisionKey(image: image, revision: $0), isProtected, leased)
      }
    }
  }

  private func item(
    _ key: RevisionKey, _ isProtected: Result<Bool, any Error>, _ leased: Set<RevisionKey>
  ) throws -> CollectionItem {
    var item = CollectionItem(
      kind: .revision, outcome: .trashed, path: layout.metadataFile(key.image, key.revision),
      image: repository.reference(key.image, key.revision), reason: .rule)
    do {
      let isProtected = try isProtected.get()
      if isProtected || leased.contains(key) {
        item.outcome = .kept
        item.reason = isProtected ? .protected : .leased
      }
      return item
    } catch let error as PcoccError {
      return item.failed(error)
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

  /// Deletes the revision that an item stands for, unless it is kept.
  mutating func delete(_ item: CollectionItem) throws -> CollectionItem? {
    guard let key = item.revisionKey else { return item }
    let repository = repository
    let done = try perform(
      item,
      moving: { run in
        guard try !repository.delete([key.revision], of: key.image, to: { run }).isEmpty else {
          throw PcoccError.imageNotFound(repository.reference(key.image, key.revision))
        }
      })
    // What a user may not know counts as not there, but nobody has deleted it.
    guard done == nil, try repository.writableMetadata().contains(key.image, key.revision) else {
      return done
    }
    return item.failed(
      PcoccError(
        .permission, "is not yours to delete", path: item.path,
        advice: "its owner or the superuser may"))
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

  /// The same item once it could not be done.
  func failed(_ problem: PcoccError) -> CollectionItem {
    var item = self
    item.outcome = .failed
    item.problem = problem
    return item
  }
}
