internal import FileSupport
internal import Foundation
internal import SystemPackage

/// The leases of a repository: `.leases/EXPIRY-TOKEN.json`, one object a file.
///
/// They only ever protect blobs, so no lock and no clock need be exact: a lease counts for ten
/// minutes longer than it says.
struct LeaseStore: Sendable {
  let layout: RepositoryLayout
  let context: StoreContext

  private static let sizeLimit = 1 << 20

  private var files: any FileSystem { context.fileSystem }

  /// Publishes a lease and removes those that have ended, if they are this user's to remove.
  func publish(_ lease: Lease) throws {
    let path = layout.leaseFile(lease.id)
    try files.createDirectoryIfMissing(layout.leases, mode: RepositoryLayout.folderMode)
    let bytes = try lease.encoded()
    let isPrivate = try RepositorySettings.read(layout, files).sharing == .private
    try files.writeDurably(
      to: path, mode: RepositoryLayout.metadataMode, token: context.makeToken(),
      placement: .exclusive
    ) { file in
      try bytes.withUnsafeBytes { try file.write($0, at: 0) }
      // Where others may take leases, the owner's collections must be able to read them.
      if isPrivate { try? file.setAccess(FileAccess(mode: RepositoryLayout.metadataMode)) }
    }
    guard let now = try? files.status(of: path, followingLinks: false).modified,
      let ended = try? ended(at: now)
    else { return }
    for id in ended { _ = try? remove(id) }
  }

  /// False where there is no such lease.
  func remove(_ id: LeaseID) throws -> Bool {
    do {
      try files.removeFile(layout.leaseFile(id))
      return true
    } catch let error as PcoccError where error.code == .notFound {
      return false
    }
  }

  /// The leases that have not ended, by the time of their end.
  ///
  /// - Parameter now: in seconds since 1970.
  /// - Throws: where one cannot be read: it may protect any blob.
  func active(at now: Double) throws -> [Lease] {
    let listing = try listing(at: now)
    if let problem = listing.unreadable.first { throw problem }
    return listing.leases
  }

  /// The leases that have ended, and whose files are still there.
  func ended(at now: Double) throws -> [LeaseID] {
    try names().compactMap(RepositoryLayout.parseLeaseName).filter { id in
      hasEnded(id, at: now)
        && (try? files.status(of: layout.leaseFile(id), followingLinks: false).kind) == .regular
    }
  }

  /// The blobs that no collector may take away.
  ///
  /// - Parameter now: in seconds since 1970, by the repository's clock: when a file that has just
  ///   been made there was changed.
  /// - Throws: where a lease cannot be read; then nothing may be collected.
  func layersInUse(at now: Double) throws -> Set<Digest> {
    Set(try active(at: now).flatMap(\.layers))
  }

  /// What the folder of leases holds, those that have ended left out.
  ///
  /// Everybody who may take a lease can put anything there. What can be no lease must not keep
  /// collectors from their work.
  ///
  /// - Parameter now: in seconds since 1970.
  /// - Throws: where the folder cannot be read.
  func listing(at now: Double) throws -> LeaseListing {
    var listing = LeaseListing()
    var vanished: [LeaseID] = []
    for name in try names() {
      guard let id = RepositoryLayout.parseLeaseName(name) else {
        listing.ignored.append(stray(name, "its name is not that of one"))
        continue
      }
      if hasEnded(id, at: now) { continue }
      do {
        if let lease = try read(id) { listing.leases.append(lease) } else { vanished.append(id) }
      } catch let error as PcoccError {
        sort(error, of: id, at: now, into: &listing)
      }
    }
    listing.leases.sort { $0.expiry < $1.expiry }
    listing.unreadable += try stillListed(vanished)
    return listing
  }

  /// Somebody may have dropped a lease since it was listed; one that is still listed is unreadable.
  private func stillListed(_ vanished: [LeaseID]) throws -> [PcoccError] {
    guard !vanished.isEmpty else { return [] }
    let present = Set(try names().compactMap(RepositoryLayout.parseLeaseName))
    return vanished.filter(present.contains).map {
      PcoccError.fileSystem("cannot open", layout.leaseFile($0), .noSuchFileOrDirectory)
    }
  }

  /// nil where somebody has dropped it meanwhile.
  private func read(_ id: LeaseID) throws -> Lease? {
    let path = layout.leaseFile(id)
    guard let file = try files.openAgainIfStale(path) else { return nil }
    return try Lease(json: try file.contents(limit: Self.sizeLimit), id: id, path: path)
  }

  /// Tells what cannot be read and may be a lease from what can be none.
  private func sort(
    _ error: PcoccError, of id: LeaseID, at now: Double, into listing: inout LeaseListing
  ) {
    let path = layout.leaseFile(id)
    let name = path.lastComponent?.string ?? ""
    // Of what has no status nothing is known either.
    let status = try? files.status(of: path, followingLinks: false)
    if let status, status.kind != .regular {
      listing.ignored.append(stray(name, "it is a \(status.kind.rawValue)"))
    } else if let status, hasOutlived(status, at: now) {
      listing.ignored.append(stray(name, "it is older than leases can be"))
    } else {
      let maker = status.map { "user \($0.userID), who made it," } ?? "who made it"
      listing.unreadable.append(
        error.advising(
          "it may keep any blob, so nothing is collected before it ends: ask \(maker) to drop it, "
            + "or remove the file"))
    }
  }

  /// Whether a file was last changed so long ago that it cannot be a lease that still holds, whatever
  /// its name says.
  private func hasOutlived(_ status: FileStatus, at now: Double) -> Bool {
    status.modified + Double(LeaseTerm.longest + StoreContext.clockSkew) < now
  }

  /// Whatever is wrong in the folder of leases, for people.
  func problems() -> [PcoccError] {
    do {
      let listing = try listing(at: context.now().timeIntervalSince1970)
      return listing.ignored + listing.unreadable
    } catch {
      return [error as? PcoccError].compactMap(\.self)
    }
  }

  private func names() throws -> [String] {
    try files.entriesIfPresent(of: layout.leases).filter { !RepositoryLayout.isHidden($0) }.sorted()
  }

  private func stray(_ name: String, _ reason: String) -> PcoccError {
    PcoccError(
      .corrupt, "is no lease: \(reason)", path: layout.leases.appending(name),
      advice: "remove it")
  }

  private func hasEnded(_ id: LeaseID, at now: Double) -> Bool {
    Double(id.expiry.addingClamping(StoreContext.clockSkew)) < now
  }
}
