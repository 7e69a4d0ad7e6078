public import FileSupport
internal import Foundation
internal import SystemPackage

extension ImageManager {
  /// Moves blobs that nothing refers to into the trash, removes what has been there for long, and
  /// what work that never ended has left behind. A repository of version 1 is upgraded first.
  ///
  /// - Parameter dryRun: returns what would be done, and does nothing.
  /// - Throws: where anything cannot be read that may refer to a blob; nothing has been taken away
  ///   then but what the rules for revisions had deleted, where it became unreadable after that.
  public func collectGarbage(
    in name: RepositoryName, policy: CollectionPolicy = CollectionPolicy(), dryRun: Bool = false,
    monitor: Monitor = .silent
  ) throws -> CollectionResult {
    let isOld = try existingRepository(name).version != .two
    if isOld, !dryRun { _ = try upgradeRepository(name) }
    var result = try collection(in: name) { repository in
      var collector = try GarbageCollector(repository, policy, isDryRun: dryRun, monitor)
      return try collector.collect()
    }
    result.wasUpgraded = isOld
    return result
  }

  /// Removes from the trash for good what has been there for the policy's retention, and brings back
  /// what something refers to again.
  ///
  /// - Parameter dryRun: returns what would be done, and does nothing.
  /// - Throws: as `collectGarbage`.
  public func emptyTrash(
    of name: RepositoryName, policy: CollectionPolicy, dryRun: Bool = false,
    monitor: Monitor = .silent
  ) throws -> CollectionResult {
    try collection(in: name) { repository in
      try GarbageCollector(repository, policy, isDryRun: dryRun, monitor).emptyTrash()
    }
  }

  /// What the trash holds, by repository in order of priority, newest first.
  public func trash(of name: RepositoryName? = nil) throws -> [TrashEntry] {
    try collect(from: name) { try $0.trashEntries() }
  }

  private func collection(
    in name: RepositoryName, _ body: (Repository) throws -> [CollectionItem]
  ) throws -> CollectionResult {
    let repository = try existingRepository(name)
    let now = context.now().timeIntervalSince1970
    try repository.leases.listing(at: now).ignored.forEach(context.warn)
    return CollectionResult(
      repository: name, path: repository.layout.root, items: try body(repository))
  }

  /// A configured repository; throws `notFound` where it has not been created.
  func existingRepository(_ name: RepositoryName) throws -> Repository {
    let configured = try repositoryConfiguration(name)
    guard let repository = try open(configured) else {
      throw PcoccError(
        .notFound, "repository \"\(name)\" does not exist yet", path: configured.path,
        advice: "\"pcocc image repo init \(name)\" makes it")
    }
    return repository
  }
}

extension Repository {
  fileprivate func trashEntries() throws -> [TrashEntry] {
    let files = context.fileSystem
    return try trash.runs().flatMap { run -> [TrashEntry] in
      let content = { try (trash.modified(run), trash.revisions(in: run), trash.blobs(in: run)) }
      guard case let (moved, deleted, collected)? = try trash.ifPresent(run, content)
      else { return [] }
      let entry = { (content: TrashEntry.Content, path: FilePath) in
        let status = try? files.status(of: path, followingLinks: false)
        return TrashEntry(
          repository: name, content: content, moved: moved, bytes: status?.freedBytes ?? 0)
      }
      let revisions = deleted.sorted { $0 < $1 }.map { image, revision in
        entry(.revision(reference(image, revision)), run.metadataFile(image, revision))
      }
      let blobs = collected.sorted { $0.hex < $1.hex }
      return revisions + blobs.map { entry(.blob($0), run.blob($0)) }
    }
  }
}
