internal import DiskImage
internal import FileSupport
internal import SystemPackage

/// The check of one blob: against its name, and against what metadata makes of it.
struct BlobExamination {
  let content: ContentStore
  let digest: Digest
  let uses: [BlobUse]
  /// Whether the bytes are compared with the name.
  let digests: Bool
  /// Whether the format is checked, where the blob is a layer of a disk.
  let checksFormat: Bool
  let monitor: Monitor

  private var files: any FileSystem { content.context.fileSystem }
  private var path: FilePath { content.layout.blob(digest) }

  /// Others publish, rescue and collect at the same time, so what was just seen may be gone.
  private static let attempts = 4

  /// What is wrong with the blob; empty where nothing is.
  ///
  /// - Throws: what the monitor throws.
  func faults() throws -> [BlobFault] {
    var faults: [BlobFault] = []
    for _ in 0..<Self.attempts {
      let file: any File
      switch try open() {
      case .file(let found): file = found
      case .fault(let fault):
        faults = [fault]
        if fault.code == .blobMissing { continue }
        return faults
      }
      faults = try self.faults(of: file)
      // Another file under the name is another answer: somebody has mended the blob.
      if faults.isEmpty || isCurrent(file) { return faults }
    }
    return faults
  }

  /// Whether the file still has the blob's name, as far as can be told.
  private func isCurrent(_ file: any File) -> Bool {
    (try? content.isCurrent(file, of: digest)) ?? true
  }

  private enum Opening {
    case file(any File)
    case fault(BlobFault)
  }

  private func open() throws -> Opening {
    do {
      if let other = otherKind() { return .fault(other) }
      guard let file = try files.openAgainIfStale(path) else { return .fault(try absence()) }
      return .file(file)
    } catch let error as PcoccError where error.isAbsenceOrStaleness {
      return .fault(try absence())
    } catch let error as PcoccError {
      return .fault(fault(.blobUnreadable, error.problem))
    }
  }

  /// What stands in the blob's place and is no file: it is not opened, for a link leads elsewhere.
  private func otherKind() -> BlobFault? {
    guard let status = try? files.status(of: path, followingLinks: false),
      status.kind != .regular
    else { return nil }
    return fault(.blobDamaged, "it is a \(status.kind.rawValue)")
  }

  private func absence() throws -> BlobFault {
    guard let place = try content.trash.find(digest) else {
      return fault(.blobMissing, "it is missing")
    }
    return fault(.blobInTrash, "it lies in the trash only, as \(place)")
  }

  private func faults(of file: any File) throws -> [BlobFault] {
    do {
      if digests, try !hasDigest(file) { return [mismatch(file)] }
      guard checksFormat else { return [] }
      let disks = uses.filter { $0.kind == .vm }
      return disks.isEmpty ? [] : try checkFormat(file, of: disks)
    } catch let error as PcoccError where error.code != .interrupted {
      return [fault(.blobUnreadable, error.problem)]
    }
  }

  private func hasDigest(_ file: any File) throws -> Bool {
    do {
      return try Digest(ofBytes: file, monitor: monitor) == digest
    } catch let error as PcoccError where error.code == .corrupt {
      // It becomes shorter while it is read.
      return false
    }
  }

  private func checkFormat(_ file: any File, of disks: [BlobUse]) throws -> [BlobFault] {
    do {
      let quiet = monitor.quiet
      _ = try Qcow2Check.run(file, allowingBacking: true, monitor: quiet)
      return try checkBacking(Qcow2Reader(file: file, allowingBacking: true), file, of: disks)
    } catch let error as PcoccError where [.corrupt, .unsupported].contains(error.code) {
      // Only the digest tells whether it was stored like this.
      if try !digests && !hasDigest(file) { return [mismatch(file)] }
      return [fault(.formatBad, error.problem, file, disks)]
    }
  }

  private func checkBacking(
    _ layer: Qcow2Reader, _ file: any File, of disks: [BlobUse]
  ) throws -> [BlobFault] {
    let wrong = disks.filter {
      layer.backingName != $0.below.map(RepositoryLayout.backingName)
    }
    if !wrong.isEmpty {
      if try !digests && !hasDigest(file) { return [mismatch(file)] }
      let isLowest = wrong.contains { $0.below == nil }
      return [
        fault(
          .backingWrong,
          isLowest
            ? "it is the lowest layer and has a backing file"
            : "its backing file is not the layer below it in the metadata", file, wrong)
      ]
    }
    guard layer.backingName != nil, layer.backingFormat != DiskFormat.qcow2.rawValue else {
      return []
    }
    return [fault(.backingWrong, "its backing file is not declared to be a qcow2", file, disks)]
  }

  private func mismatch(_ file: any File) -> BlobFault {
    fault(.blobDamaged, "its bytes do not match its name", file)
  }

  private func fault(
    _ code: VerificationFinding.Code, _ problem: String, _ file: (any File)? = nil,
    _ uses: [BlobUse]? = nil
  ) -> BlobFault {
    BlobFault(code: code, problem: problem, uses: uses ?? self.uses, file: file)
  }
}
