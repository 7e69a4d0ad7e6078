internal import FileSupport
internal import Foundation
internal import SystemPackage

/// One collection in one repository: moves blobs that nothing refers to into the trash, and removes
/// for good what has been there for long.
///
/// Nothing is locked, so writers and other collectors work at the same time. Whoever publishes
/// metadata looks for its blobs once more afterwards and brings them back from the trash; and a blob
/// is removed from there only by a collector that reads all metadata long after it was moved.
struct GarbageCollector {
  let repository: Repository
  let policy: CollectionPolicy
  /// Nothing is changed, the items are the same.
  let isDryRun: Bool
  let monitor: Monitor
  /// When the collection began, in seconds since 1970 by the repository's clock.
  let now: Double
  /// Where this collection moves things; made for the first of them, and shared with no other one.
  var run: TrashRun?

  var files: any FileSystem { repository.context.fileSystem }
  var layout: RepositoryLayout { repository.layout }
  var trash: Trash { repository.trash }

  init(
    _ repository: Repository, _ policy: CollectionPolicy, isDryRun: Bool = false,
    _ monitor: Monitor = .silent
  ) throws {
    self.repository = repository
    self.policy = policy
    self.isDryRun = isDryRun
    self.monitor = monitor
    now = try repository.clock(isDryRun: isDryRun)
  }

  /// - Throws: where anything cannot be read that may refer to a blob; nothing has been taken away
  ///   then but what the rules for revisions had deleted, where it became unreadable after that.
  mutating func collect() throws -> [CollectionItem] {
    var items: [CollectionItem] = []
    do {
      try collect(into: &items)
      return items
    } catch {
      // Nothing is moved there any more.
      if let run { _ = try? trash.close(run) }
      throw Self.telling(items.count { $0.revisionKey != nil }, error)
    }
  }

  private mutating func collect(into items: inout [CollectionItem]) throws {
    // A repository that cannot be read is not changed at all.
    if policy.revisions != nil { _ = try BlobReferences(repository, at: now, monitor) }
    for item in try revisionsGivenUp() {
      if let done = try delete(item) { items.append(done) }
    }
    let given = isDryRun ? Set(items.compactMap(\.revisionKey)) : []
    // All that may be taken away is listed before what refers to it is read.
    let blobs = try repository.content.blobs()
    let runs = try listedRuns()
    let references = try BlobReferences(repository, at: now, without: given, monitor)
    // What makes room comes before what may need some.
    items += try empty(runs, keeping: references)
    items += try sweep()
    items += try removeOldGenerations()
    items += try removeEndedLeases()
    items += try moveToTrash(blobs, unless: references)
    if let run {
      items += try finish(run)
      trash.keepSpareRun()
    }
    if isDryRun, waitsForNothing(policy.retention) { items += items.compactMap(removal) }
  }

  /// An error that lost the report of what was deleted before it.
  private static func telling(_ deleted: Int, _ error: any Error) -> any Error {
    guard var error = error as? PcoccError, deleted > 0 else { return error }
    let before =
      "what was deleted before that (\(deleted)) is shown by \"pcocc image trash list\""
    error.advice = [before, error.advice].compactMap(\.self).joined(separator: "; ")
    return error
  }

  /// What a collection that keeps nothing in the trash does next with what it has moved there.
  private func removal(of item: CollectionItem) -> CollectionItem? {
    guard item.outcome == .trashed else { return nil }
    var removal = item
    removal.outcome = .removed
    removal.reason = .expired
    if item.kind == .revision {
      removal.kind = .deletedRevision
      let status = try? files.status(of: item.path, followingLinks: false)
      removal.bytes = status?.freedBytes ?? 0
    }
    return removal
  }

  /// Only empties the trash.
  func emptyTrash() throws -> [CollectionItem] {
    let runs = try listedRuns()
    return try empty(runs, keeping: BlobReferences(repository, at: now, monitor))
  }

  /// Closes the run of this collection, and brings back what something has come to refer to since the
  /// references were read: QEMU finds no layer in the trash. Empties the run at once where nothing is
  /// to be kept there.
  private func finish(_ run: TrashRun) throws -> [CollectionItem] {
    let closed: TrashRun
    do {
      closed = try trash.close(run)
    } catch let error as PcoccError where error.code == .notFound {
      // Another collector has taken this one for dead; what it moved is in the closed run.
      return []
    }
    let isOver = waitsForNothing(policy.retention)
    let listed = ListedRun(
      run: closed, blobs: try trash.blobs(in: closed), revisions: try trash.revisions(in: closed),
      isExpired: isOver)
    guard isOver || !listed.blobs.isEmpty else { return [] }
    let items = try empty([listed], keeping: BlobReferences(repository, at: now, monitor))
    // What stays there has been told as moved there.
    return items.filter { isOver || $0.outcome != .kept }
  }

  /// Whether something that was changed at `time` is older than `seconds`, whoever's clock it was.
  func isOlder(_ time: Double, than seconds: Int) -> Bool {
    // Also where the time has not come yet: only who must leave something to others has to wait.
    waitsForNothing(seconds) || now - time >= Double(seconds.addingClamping(policy.clockSkew))
  }

  /// Whether everything is older than `seconds`.
  func waitsForNothing(_ seconds: Int) -> Bool { seconds.addingClamping(policy.clockSkew) <= 0 }

  /// Does what an item stands for; a failure becomes part of the item and ends nothing.
  func perform(_ item: CollectionItem, _ body: () throws -> Void) throws -> CollectionItem? {
    try monitor.checkCancelled()
    guard !isDryRun else { return item }
    do {
      try body()
      return item
    } catch let error as PcoccError where error.code == .notFound {
      // Somebody else was faster.
      return nil
    } catch let error as PcoccError {
      return item.failed(error)
    }
  }

  /// The same for what moves something into the run of this collection.
  mutating func perform(
    _ item: CollectionItem, moving body: (TrashRun) throws -> Void
  ) throws -> CollectionItem? {
    // That there is no room for it must not keep the collection from making some.
    let run = Result { try currentRun() }
    return try perform(item) { try body(run.get()) }
  }
}

extension Repository {
  /// The time by the clock of whoever keeps the repository's files, in seconds since 1970.
  func clock(isDryRun: Bool = false) throws -> Double {
    let files = context.fileSystem
    let probe = layout.staging.appending(RepositoryLayout.temporaryPrefix + context.makeToken())
    do {
      try files.createDirectoryIfMissing(layout.staging, mode: RepositoryLayout.folderMode)
      let file = try files.createFile(probe, mode: RepositoryLayout.metadataMode)
      defer { try? files.removeFile(probe) }
      return try file.status().modified
    } catch let error as PcoccError where error.code == .noSpace {
      try files.touch(layout.staging)
      return try files.status(of: layout.staging, followingLinks: false).modified
    } catch let error as PcoccError
      where isDryRun && [.permission, .readOnly].contains(error.code)
    {
      var warning = error
      warning.message = "the collection itself would fail: \(error.message)"
      context.warn(warning)
      return context.now().timeIntervalSince1970
    }
  }
}
