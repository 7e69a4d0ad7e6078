internal import DiskImage
internal import FileSupport
internal import SystemPackage

/// A disk image file that has been examined and may be imported.
struct ImportSource {
  let file: SourceFile
  let reader: any DiskReader
  /// Whether the file's bytes are stored as they are.
  let isVerbatim: Bool

  /// Bytes that the blob will take up at most, as far as can be told without reading the disk.
  func storedSizeLimit(_ monitor: Monitor) throws -> Int {
    isVerbatim ? try file.file.status().allocated : try reader.storedSize(monitor)
  }

  /// Writes the blob for this disk to a new file and brings it to disk.
  func stage(
    as path: FilePath, compression: ClusterCompression?, _ context: StoreContext,
    _ monitor: Monitor
  ) throws -> StagedBlob {
    guard isVerbatim else {
      let blob = try StagedBlob(
        converting: reader, compression: compression, to: path, context, monitor)
      try file.requireUnchanged()
      return blob
    }
    let sink = BlobSink(
      try context.fileSystem.createFile(path, mode: RepositoryLayout.blobMode))
    try FileCopy.copy(file.file, to: sink, monitor: monitor)
    let blob = try sink.finishBlob()
    // Times of files are coarse, so the bytes are asked too.
    guard
      try Qcow2Check.run(
        context.fileSystem.openForReading(path),
        monitor: monitor.quiet
      ).isClean
    else {
      throw PcoccError(.busy, "was changed while it was read", path: file.file.path)
    }
    try file.requireUnchanged()
    return blob
  }
}

extension ImportSource {
  /// Examines the whole structure of a file; throws what speaks against importing it.
  init(_ source: SourceFile, _ request: ImportRequest, _ monitor: Monitor) throws {
    let image = try source.admit(request.source, allowingBacking: false, monitor)
    self.init(
      file: source, reader: image.reader,
      isVerbatim: image.isCleanQcow2 && request.compression == nil)
  }
}
