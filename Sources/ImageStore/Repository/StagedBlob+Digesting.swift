internal import DiskImage
internal import FileSupport

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
