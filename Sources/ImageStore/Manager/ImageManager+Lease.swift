internal import FileSupport
internal import Foundation
internal import SystemPackage

extension ImageManager {
  /// Keeps garbage collection off the blobs of a revision until a fixed time.
  ///
  /// - Throws: `usage` for a term that is over or too long, `readOnly` or `permission` where nothing can
  ///   be written to the repository, `corrupt` where a blob is missing.
  public func lease(
    _ reference: ImageReference, for term: LeaseTerm
  ) throws -> LocatedLease {
    try lease(try resolve(reference), for: term)
  }

  /// The leases that have not ended, by repository in order of priority and the time of their end.
  /// What is among them and cannot be read is left out with a warning.
  public func leases(in repository: RepositoryName? = nil) throws -> [LocatedLease] {
    let now = context.now().timeIntervalSince1970
    return try collect(from: repository) { found in
      let listing = try found.leases.listing(at: now)
      (listing.ignored + listing.unreadable).forEach(context.warn)
      return listing.leases.map { LocatedLease(repository: found.name, lease: $0) }
    }
  }

  /// Ends a lease before its time.
  ///
  /// - Throws: `notFound` where no repository has it; `readOnly` or `permission` where one that cannot be
  ///   written may have it.
  public func dropLease(_ id: LeaseID) throws {
    var refusal: PcoccError?
    for repository in try readableRepositories(nil) {
      do {
        if try repository.leases.remove(id) { return }
      } catch let error as PcoccError where [.permission, .readOnly].contains(error.code) {
        // What is mounted for reading alone refuses before it looks for the name.
        refusal = refusal ?? error
      }
    }
    throw refusal
      ?? PcoccError(
        .notFound, "lease \"\(id)\" not found", advice: "\"pcocc image lease list\" shows them")
  }

  /// Does work under a lease where a term is given. Where the work fails the lease is given back: nobody
  /// would know of it.
  func withLease<Result>(
    on revision: ResolvedRevision, for term: LeaseTerm?,
    _ body: (LocatedLease?) throws -> Result
  ) throws -> Result {
    let lease = try term.map { try self.lease(revision, for: $0) }
    do {
      return try body(lease)
    } catch {
      if let lease { _ = try? revision.repository.leases.remove(lease.lease.id) }
      throw error
    }
  }

  /// Publishes a lease first and looks at the blobs then: a collector that did not see the lease
  /// may have moved one to the trash, from where it is brought back.
  func lease(_ revision: ResolvedRevision, for term: LeaseTerm) throws -> LocatedLease {
    let repository = revision.repository
    let metadata = revision.metadata
    let now = context.now().timeIntervalSince1970
    // Ends are whole seconds, rounded up from the time of the command.
    guard Double(term.expiry) > now.rounded(.up) else {
      throw PcoccError(.usage, "the lease would have ended already", advice: "give a later time")
    }
    guard Double(term.expiry) - now <= Double(LeaseTerm.longest) else {
      throw PcoccError(
        .usage, "a lease lasts at most \(LeaseTerm.longest / 86400) days",
        advice: "give an earlier time")
    }
    let lease = Lease(
      id: LeaseID(expiry: term.expiry, token: context.makeToken()), image: metadata.name,
      revision: metadata.revision, layers: metadata.layers, owner: context.user,
      host: context.hostName, processID: context.processID, jobID: term.jobID, created: now)
    do {
      try repository.leases.publish(lease)
    } catch let error as PcoccError where [.permission, .readOnly].contains(error.code) {
      throw PcoccError.leaseRefused(revision.located.reference, error)
    }
    do {
      for layer in metadata.layers { try repository.content.confirm(layer, staged: []) }
    } catch {
      _ = try? repository.leases.remove(lease.id)
      throw error
    }
    return LocatedLease(repository: repository.name, lease: lease)
  }
}
