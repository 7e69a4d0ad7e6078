internal import DiskImage
internal import FileSupport
internal import SystemPackage

extension StagedBlob {
  /// Digests a file that has been written as a whole, and meanwhile brings it to disk.
  init(digesting file: any File, monitor: Monitor) throws {
    let digester = DigestSink()
    try FileCopy.copy(file, to: digester, monitor: monitor)
    try file.synchronize()
    let digest = try digester.digest()
    try file.close()
    self.init(digest: digest, size: digester.count, path: file.path)
  }
}

extension StagedBlob {
  /// Copies a blob to a new file and brings it to disk.
  ///
  /// - Throws: `corrupt` where its bytes do not have the digest.
  init(
    copying blob: any File, as digest: Digest, to path: FilePath, _ context: StoreContext,
    _ monitor: Monitor
  ) throws {
    let sink = BlobSink(
      try context.fileSystem.createFile(path, mode: RepositoryLayout.blobMode))
    try FileCopy.copy(blob, to: sink, monitor: monitor)
    self = try sink.finishBlob()
    try self.digest.requireSame(as: digest, of: blob)
  }
}

extension Digest {
  /// The digest of a file's bytes.
  ///
  /// - Throws: `corrupt` where the file becomes shorter meanwhile.
  init(ofBytes file: any File, monitor: Monitor) throws {
    let digester = DigestSink()
    try FileCopy.copy(file, to: digester, monitor: monitor)
    self = try digester.digest()
  }
}
