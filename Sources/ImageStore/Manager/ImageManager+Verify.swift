public import FileSupport
internal import SystemPackage

extension ImageManager {
  /// Checks whether all that repositories promise is there: metadata, blobs and their digests, formats
  /// and stacks of layers, attributes and leases.
  ///
  /// Others may import, delete and collect meanwhile; what is in order for them is no finding. A
  /// repository that cannot be read is one, unless the caller names it.
  ///
  /// - Throws: `notFound` for an image or repository that is unknown or not there; what opening a named repository
  ///   throws; what the monitor throws.
  public func verify(
    _ request: VerificationRequest, monitor: Monitor = .silent
  ) throws -> VerificationResult {
    var result = VerificationResult()
    var verifications = try inventories(request.scope, &result.findings, monitor).map {
      RepositoryVerification($0, request)
    }
    let blobs = verifications.indices.flatMap { index in
      verifications[index].blobs().map { (place: index, digest: $0.digest, size: $0.size) }
    }
    let isChosen = request.digests.choose(blobs.map { ($0.digest, $0.size) })
    let total = zip(blobs, isChosen).reduce(0) { $1.1 ? $0.addingClamping($1.0.size) : $0 }
    var done = 0
    for (blob, isChosen) in zip(blobs, isChosen) {
      try monitor.checkCancelled()
      try verifications[blob.place].check(
        blob.digest, digesting: isChosen, monitor.part(from: done, of: total))
      if isChosen { done = done.addingClamping(blob.size) }
    }
    for index in verifications.indices {
      try verifications[index].checkRest(monitor)
      result.add(verifications[index].result)
    }
    return result
  }

  /// Reads the metadata of what is to be verified.
  private func inventories(
    _ scope: VerificationScope, _ findings: inout [VerificationFinding], _ monitor: Monitor
  ) throws -> [RepositoryInventory] {
    switch scope {
    case .image(let reference): return [try inventory(of: reference, monitor)]
    case .repository(let name):
      return [try RepositoryInventory(of: existingRepository(name), monitor)]
    case .all:
      return try openAll().compactMap { configured, open in
        do {
          return try open().map { try RepositoryInventory(of: $0, monitor) }
        } catch let error as PcoccError where error.code != .interrupted {
          findings.append(
            VerificationFinding(
              .repositoryUnreadable, in: configured.name, error, path: configured.path))
          return nil
        }
      }
    }
  }

  private func inventory(
    of reference: ImageReference, _ monitor: Monitor
  ) throws -> RepositoryInventory {
    let found = try locate(reference)
    try found.requireReadable()
    let revisions =
      reference.selector == .latest
      ? try found.repository.metadata.revisions(of: found.image) : [found.revision]
    return try RepositoryInventory(of: found.image, revisions, in: found.repository, monitor)
  }
}
