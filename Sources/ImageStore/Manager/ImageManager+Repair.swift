public import FileSupport
internal import SystemPackage

extension ImageManager {
  /// Finds blobs that are missing or bad, as `verify` does, and gets their bytes back: from the
  /// repository's trash or quarantine, from another configured repository, or from a given file.
  ///
  /// Returns everything that is wrong, also what no blob can mend.
  ///
  /// - Throws: what `verify` throws; what opening a given file throws.
  public func repair(
    _ request: RepairRequest, monitor: Monitor = .silent
  ) throws -> [Repair] {
    let given = try request.files.map { path in
      let file = try context.fileSystem.openForReading(path)
      guard try file.status().kind == .regular else {
        throw PcoccError(.usage, "is not a regular file", path: path)
      }
      return file
    }
    let findings = try verify(
      VerificationRequest(scope: request.scope, digests: request.digests), monitor: monitor
    ).findings
    guard findings.contains(where: \.code.isMendable) else {
      return findings.map { Repair($0, $0.unrepaired) }
    }
    var digests: [Digest: FilePath] = [:]
    for file in given { digests[try Digest(ofBytes: file, monitor: monitor)] = file.path }
    let repositories = try collect(from: nil) { [$0] }
    return try findings.map { finding in
      guard finding.code.isMendable, let digest = finding.digest else {
        return Repair(finding, finding.unrepaired)
      }
      guard let repository = repositories.first(where: { $0.name == finding.repository }) else {
        return Repair(finding, .unrepaired("its repository does not answer any more"))
      }
      let repair = BlobRepair(
        repository: repository, others: repositories.filter { $0.name != repository.name },
        given: digests, isDryRun: request.isDryRun, monitor: monitor)
      return Repair(
        finding, try repair.mend(digest, isAbsent: finding.code.meansAbsence))
    }
  }
}

extension VerificationFinding.Code {
  /// Whether nothing has the blob's name.
  fileprivate var meansAbsence: Bool { [.blobMissing, .blobInTrash].contains(self) }
}

extension VerificationFinding {
  fileprivate var unrepaired: Repair.Outcome {
    switch code {
    case .formatBad, .backingWrong: .unrepaired("the blob's bytes are what was stored")
    case .repositoryUnreadable: .unrepaired(problem)
    default: .unrepaired("it is not a blob")
    }
  }
}
