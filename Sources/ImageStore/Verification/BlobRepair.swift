internal import DiskImage
internal import FileSupport
internal import SystemPackage

/// Brings back the bytes of blobs of one repository, from wherever a file has them.
///
/// Only the digest decides whether it has. What lies under a blob's name is moved to the quarantine,
/// never removed.
struct BlobRepair {
  let repository: Repository
  /// Where blobs are looked for as well.
  let others: [Repository]
  /// Files by the digest of their bytes.
  let given: [Digest: FilePath]
  let isDryRun: Bool
  let monitor: Monitor

  private var files: any FileSystem { repository.context.fileSystem }
  private var content: ContentStore { repository.content }

  /// A file that may have the bytes.
  private struct Candidate {
    var open: () throws -> any File
    /// Whether it is what the repository has moved away itself, so that it can be moved back.
    var isOwn: Bool
  }

  /// Mends a blob that is missing or bad.
  ///
  /// - Throws: what the monitor throws.
  func mend(_ digest: Digest, isAbsent: Bool) throws -> Repair.Outcome {
    do {
      if !isDryRun { _ = try repository.writableMetadata() }
      for candidate in try candidates(digest) {
        guard let source = try attempt(candidate, digest, isAbsent: isAbsent) else { continue }
        return isDryRun ? .repairable(from: source) : .repaired(from: source)
      }
      return .unrepaired("no file with its bytes was found")
    } catch let error as PcoccError where error.code != .interrupted {
      return .unrepaired(error.problem)
    }
  }

  private func candidates(_ digest: Digest) throws -> [Candidate] {
    let own =
      try repository.trash.runs().map { $0.blob(digest) } + content.quarantined(digest)
    return own.map { path in
      Candidate(open: { try files.openForReading(path) }, isOwn: true)
    }
      + others.map { other in Candidate(open: { try other.content.open(digest) }, isOwn: false) }
      + [given[digest]].compactMap(\.self).map { path in
        Candidate(open: { try files.openForReading(path) }, isOwn: false)
      }
  }

  /// The path of the file, once the blob has its bytes; nil where the file has other ones.
  private func attempt(
    _ candidate: Candidate, _ digest: Digest, isAbsent: Bool
  ) throws -> FilePath? {
    guard let file = try ignoringBadFiles(candidate.open),
      try ignoringBadFiles(file.status)?.kind == .regular
    else { return nil }
    guard !isDryRun, !(isAbsent && candidate.isOwn) else {
      guard try ignoringBadFiles({ try Digest(ofBytes: file, monitor: monitor) }) == digest
      else { return nil }
      if !isDryRun { try content.restore(digest, from: file.path) }
      return file.path
    }
    return try repository.withStagingFolder { folder in
      try repository.requireSpace(file.status().allocated)
      let copy = folder.appending(digest.hex)
      let staged = try ignoringBadFiles(except: copy) {
        try StagedBlob(copying: file, as: digest, to: copy, repository.context, monitor)
      }
      guard let staged else { return nil }
      let published = try content.publish(
        repository.give(staged, to: audience(of: digest), monitor), monitor)
      defer { content.discard(published) }
      try content.confirm(digest, staged: [published], monitor)
      return file.path
    }
  }

  /// Who may read the blob; nil where everybody may read all.
  private func audience(of digest: Digest) throws -> ImageAudience? {
    guard try repository.hasHadRestrictedImages else { return nil }
    let grant = try AccessGrant(repository.layout, repository.context)
    return try repository.audiences(of: [digest], grant)[digest]
  }

  /// nil where the file is gone, cannot be read or has other bytes; there may be others.
  private func ignoringBadFiles<Value>(
    except copy: FilePath? = nil, _ body: () throws -> Value
  ) throws -> Value? {
    do {
      return try body()
    } catch let error as PcoccError
      where [.corrupt, .notFound, .io, .permission].contains(error.code)
      && (copy == nil || error.path != copy)
    {
      return nil
    }
  }
}
