internal import FileSupport
internal import Foundation
internal import SystemPackage

extension StageStore {
  /// Has an entry in place: finds it there, copies it, or waits for another process that does.
  ///
  /// - Returns: whether this call copied it, and how long it waited for others.
  /// - Throws: `busy` where the others take longer than the patience lasts.
  func stage(
    _ source: ResolvedRevision, as entry: StageEntry, _ request: StageRequest, _ monitor: Monitor
  ) throws -> (wasCopied: Bool, waited: Duration) {
    let image = source.located.reference.description
    var began: ContinuousClock.Instant?
    var waited: Duration { began?.duration(to: .now) ?? .zero }
    var pause = Self.shortestPause
    while true {
      if try isReady(entry, for: image) { return (false, waited) }
      let wasCopied = try withLock(layout.lock(entry), .exclusive) {
        // Another process may have copied it while this one came for the lock.
        if try use(entry, as: image) { return (false, waited) }
        let waited = waited
        try copy(source, to: entry, limit: request.limit, monitor)
        return (true, waited)
      }
      if let wasCopied { return wasCopied }
      if let patience = request.patience, waited >= patience {
        throw PcoccError(
          .busy, "another process is still staging \"\(image)\"", path: layout.file(entry),
          advice: "try again, or wait longer")
      }
      began = began ?? .now
      try monitor.checkCancelled()
      monitor.report(completed: copied(source, entry), of: 0)
      Thread.sleep(forTimeInterval: pause)
      pause = min(pause * 1.5, Self.longestPause)
    }
  }

  /// Seconds between two looks at what another process does.
  private static let shortestPause = 0.01
  private static let longestPause = 0.25

  /// Whether the entry is in place under that name of an image. If so its time of use is set, under
  /// a lock, so that nobody drops it between this look and the caller's opening it.
  private func isReady(_ entry: StageEntry, for image: String) throws -> Bool {
    let isKnown = { (manifest: StageManifest) in
      manifest.images.contains(image) && isInPlace(entry, manifest)
    }
    // Most often it is not there, and a lock on nothing would be in the way of the copier.
    guard manifest(of: entry).map(isKnown) == true else { return false }
    return try withLock(layout.lock(entry), .shared) {
      guard manifest(of: entry).map(isKnown) == true else { return false }
      try context.fileSystem.touch(layout.manifest(entry))
      return true
    } ?? false
  }

  /// Notes the use of an entry that is in place, with its lock held; false where it is not.
  private func use(_ entry: StageEntry, as image: String) throws -> Bool {
    guard var manifest = manifest(of: entry), isInPlace(entry, manifest) else { return false }
    if !manifest.images.contains(image) { manifest.images.append(image) }
    try write(manifest, of: entry)
    return true
  }

  /// Bytes that are there of an entry that another process copies.
  private func copied(_ source: ResolvedRevision, _ entry: StageEntry) -> Int {
    layout.files(entry, layers: source.metadata.layers)
      .flatMap { [$0, layout.temporary(for: $0)] }
      .reduce(0) { $0.addingClamping(allocated($1)) }
  }
}
