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
    try files.writeDurably(
      try lease.encoded(), to: path, mode: RepositoryLayout.metadataMode,
      token: context.makeToken(), placement: .exclusive)
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
  /// - Throws: where there is anything that cannot be read: it may protect any blob.
  func active(at now: Double) throws -> [Lease] {
    var leases: [Lease] = []
    var vanished: [LeaseID] = []
    for id in try identifiers().filter({ !hasEnded($0, at: now) }).sorted(by: {
      $0.expiry < $1.expiry
    }) {
      if let lease = try read(id) { leases.append(lease) } else { vanished.append(id) }
    }
    try requireDropped(vanished)
    return leases
  }

  /// Somebody may have dropped a lease since it was listed; one that is still listed is unreadable.
  private func requireDropped(_ leases: [LeaseID]) throws {
    guard !leases.isEmpty else { return }
    let present = Set(try identifiers())
    for id in leases where present.contains(id) {
      throw PcoccError.fileSystem("cannot open", layout.leaseFile(id), .noSuchFileOrDirectory)
    }
  }

  /// The leases that have ended, and whose files are still there.
  func ended(at now: Double) throws -> [LeaseID] {
    try identifiers().filter { hasEnded($0, at: now) }
  }

  /// The blobs that no collector may take away.
  ///
  /// - Parameter now: in seconds since 1970, by the repository's clock: when a file that has just
  ///   been made there was changed.
  /// - Throws: where a lease cannot be read; then nothing may be collected.
  func layersInUse(at now: Double) throws -> Set<Digest> {
    Set(try active(at: now).flatMap(\.layers))
  }

  /// nil where somebody has dropped it meanwhile.
  private func read(_ id: LeaseID) throws -> Lease? {
    let path = layout.leaseFile(id)
    guard let file = try files.openAgainIfStale(path) else { return nil }
    return try Lease(json: try file.contents(limit: Self.sizeLimit), id: id, path: path)
  }

  /// What cannot be read among the leases that have not ended, and so stops a collector.
  func problems() -> [PcoccError] {
    let now = context.now().timeIntervalSince1970
    let check = { (body: () throws -> Void) -> PcoccError? in
      do {
        try body()
        return nil
      } catch { return error as? PcoccError }
    }
    var names: [String] = []
    if let problem = check({ names = try self.names() }) { return [problem] }
    return names.compactMap { name in
      check {
        let id = try identifier(name)
        if !hasEnded(id, at: now) { _ = try read(id) }
      }
    }
  }

  private func identifiers() throws -> [LeaseID] { try names().map(identifier) }

  private func names() throws -> [String] {
    try files.entriesIfPresent(of: layout.leases).filter { !RepositoryLayout.isHidden($0) }.sorted()
  }

  private func identifier(_ name: String) throws -> LeaseID {
    guard let id = RepositoryLayout.parseLeaseName(name) else {
      throw PcoccError(
        .corrupt, "is no lease: its name is not that of one",
        path: layout.leases.appending(name), advice: "remove it")
    }
    return id
  }

  private func hasEnded(_ id: LeaseID, at now: Double) -> Bool {
    Double(id.expiry.addingClamping(StoreContext.clockSkew)) < now
  }
}
