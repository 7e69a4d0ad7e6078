internal import DiskImage
internal import FileSupport
internal import SystemPackage

/// A revision on its way to a node's disk.
struct StageSource {
  let disk: any DiskReader
  /// The blobs, base first.
  let blobs: [(digest: Digest, file: any File, status: FileStatus)]

  /// Checks that the layers fit together.
  init(_ source: ResolvedRevision) throws {
    disk = try source.openDisk(for: "staged")
    blobs = try source.metadata.layers.map { digest in
      let file = try source.repository.content.open(digest)
      return (digest, file, try file.status())
    }
  }

  /// Bytes of disk that the one file of a form will take up at most.
  func space(as form: StageForm, _ monitor: Monitor) throws -> Int {
    guard isVerbatim(form) else { return try disk.storedSize(monitor) }
    return blobs.reduce(0) { $0.addingClamping($1.status.allocated) }
  }

  /// Whether the file of that form is the only blob as it is.
  private func isVerbatim(_ form: StageForm) -> Bool { form == .qcow2 && blobs.count == 1 }

  /// Writes the one file of a form; throws `corrupt` where a blob does not match its name.
  func write(as form: StageForm, to file: any File, _ monitor: Monitor) throws {
    if isVerbatim(form), let blob = blobs.first {
      return try copy(blob.digest, blob.file, to: file, monitor)
    }
    let bytes = blobs.reduce(0) { $0.addingClamping($1.status.size) }
    let total = bytes.multipliedClamping(by: 2)
    var done = 0
    for blob in blobs {
      let digester = DigestSink()
      try FileCopy.copy(blob.file, to: digester, monitor: monitor.part(from: done, of: total))
      try digester.digest().requireSame(as: blob.digest, of: blob.file)
      done = done.addingClamping(blob.status.size)
    }
    try ImageWriter.write(
      disk, as: form == .raw ? .raw : OutputFormat(.qcow2), to: file,
      monitor: monitor.quiet)
    monitor.report(completed: total, of: total)
  }

  /// Copies one blob and digests it meanwhile.
  func copy(
    _ digest: Digest, _ blob: any File, to file: any File, _ monitor: Monitor
  ) throws {
    let sink = BlobSink(file)
    try FileCopy.copy(blob, to: sink, monitor: monitor)
    try sink.digest().requireSame(as: digest, of: blob)
  }
}
