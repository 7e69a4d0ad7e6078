internal import FileSupport
internal import Foundation
internal import SystemPackage

extension StageStore {
  private var files: any FileSystem { context.fileSystem }

  /// Drops entries that nobody has open, those that were used least recently first, until `bytes`
  /// more stay within the limit; warns where that is not enough. The limit is for caches that are
  /// shared by jobs; a job had better run than fail because of it.
  ///
  /// - Parameter entry: what the bytes are for; the caller holds its lock.
  func makeRoom(for bytes: Int, to entry: StageEntry, limit: Int?) throws {
    guard let limit else { return }
    var used = try usedSpace()
    let candidates = try entries().filter { $0 != entry }
      .compactMap { other in lastUse(of: other).map { (entry: other, lastUsed: $0) } }
      .sorted { $0.lastUsed < $1.lastUsed }
    for candidate in candidates where used.addingClamping(bytes) > limit {
      // One that was used since then is not the one that was used least recently.
      _ = try drop(
        candidate.entry, unlessUsedSince: candidate.lastUsed, holding: layout.lock(entry))
      used = try usedSpace()
    }
    guard used.addingClamping(bytes) > limit else { return }
    context.warn(
      PcoccError(
        .busy,
        "staged images take \(ByteCount.text(used.addingClamping(bytes))), over their limit of \(ByteCount.text(limit)):"
          + " all others are in use",
        path: layout.root))
  }

  /// Bytes of disk that everything in the folder takes up, half written files included.
  private func usedSpace() throws -> Int {
    let folders = ((try? files.entries(of: layout.blobFolders)) ?? [])
      .map(layout.blobFolders.appending)
    return ([layout.root] + folders).reduce(0) { sum, folder in
      ((try? files.entries(of: folder)) ?? []).map(folder.appending)
        .reduce(sum) { $0.addingClamping(allocated($1)) }
    }
  }

  private func lastUse(of entry: StageEntry) -> Double? {
    (try? files.status(of: layout.manifest(entry), followingLinks: false))?.modified
  }

  /// Drops an entry unless somebody uses it.
  ///
  /// - Parameters:
  ///   - time: spares an entry that was used after it, in seconds since 1970.
  ///   - held: the lock that the caller holds.
  ///   - dryRun: leaves everything where it is.
  func drop(
    _ entry: StageEntry, unlessUsedSince time: Double = .infinity, holding held: FilePath? = nil,
    dryRun: Bool = false
  ) throws -> StageDrop.Outcome {
    try withLock(layout.lock(entry), .exclusive, holding: held) {
      let outcome = try dropLocked(entry, unlessUsedSince: time, dryRun: dryRun)
      // The lock of stacks stays, because others need it.
      if outcome == .dropped, !dryRun, entry.form != .layers {
        try? files.removeFile(layout.lock(entry))
      }
      return outcome
    } ?? .busy
  }

  private func dropLocked(
    _ entry: StageEntry, unlessUsedSince time: Double, dryRun: Bool
  ) throws -> StageDrop.Outcome {
    guard let lastUsed = lastUse(of: entry) else { return .gone }
    guard lastUsed <= time else { return .recent }
    let own = try ownFiles(of: entry)
    switch staysOpen(own + [layout.file(entry)]) {
    case true: return .inUse
    case nil: return .unknown
    case false: break
    }
    guard !dryRun else { return .dropped }
    for path in own + [layout.manifest(entry)] {
      do {
        try files.removeFile(path)
      } catch let error as PcoccError where error.code == .notFound {}
      // The folder of a blob goes with its last one.
      if path.parent != layout.root { try? files.removeDirectory(path.parent) }
    }
    return .dropped
  }

  /// Whether any of the files is open for longer than a moment, in which another process may ask the
  /// same, or start a third one.
  private func staysOpen(_ paths: [FilePath]) -> Bool? {
    for _ in 0..<5 {
      let answer = isOpen(paths)
      guard answer == true else { return answer }
      Thread.sleep(forTimeInterval: 0.02)
    }
    return true
  }

  /// The files that no other stack has as well.
  private func ownFiles(of entry: StageEntry) throws -> [FilePath] {
    let paths = layout.files(entry, layers: manifest(of: entry)?.digests ?? [])
    guard entry.form == .layers else { return paths }
    let others = try entries().filter { $0.form == .layers && $0 != entry }
      .flatMap { layout.files($0, layers: manifest(of: $0)?.digests ?? []) }
    return paths.filter { !Set(others).contains($0) }
  }
}
