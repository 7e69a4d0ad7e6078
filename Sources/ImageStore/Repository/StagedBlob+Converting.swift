internal import DiskImage
internal import FileSupport
internal import SystemPackage

extension StagedBlob {
  /// Stores a whole disk as one standalone blob in a new file, and brings it to disk.
  init(
    converting disk: any DiskReader, compression: ClusterCompression?, to path: FilePath,
    _ context: StoreContext, _ monitor: Monitor
  ) throws {
    let file = try context.fileSystem.createFile(path, mode: RepositoryLayout.blobMode)
    let output = OutputFormat.qcow2(Qcow2Options(compression: compression))
    guard compression == nil else {
      // Its tables are known only when the last cluster is packed, so it is digested afterwards.
      try ImageWriter.write(disk, as: output, to: file, monitor: monitor)
      self = try StagedBlob(digesting: file, monitor: monitor)
      return
    }
    let sink = BlobSink(file)
    try ImageWriter.write(disk, as: output, to: sink, monitor: monitor)
    self = try sink.finishBlob()
  }

  /// Stores an overlay on the blob `below` in a new file, and brings it to disk.
  init(
    overlay plan: OverlayPlan, on below: Digest, to path: FilePath, _ context: StoreContext,
    _ monitor: Monitor
  ) throws {
    let sink = BlobSink(
      try context.fileSystem.createFile(path, mode: RepositoryLayout.blobMode))
    try plan.write(
      backingName: RepositoryLayout.backingName(below), to: sink, monitor: monitor)
    self = try sink.finishBlob()
  }
}
