internal import FileSupport
internal import SystemPackage

/// Writes a blob's bytes to a staged file and digests them meanwhile on a second thread.
final class BlobSink: ByteSink {
  private let file: any File
  private let writer: FileSink
  private let digester = DigestSink()

  /// - Parameter file: new and empty.
  init(_ file: any File) {
    self.file = file
    writer = FileSink(file)
  }

  func write(_ chunk: Chunk) throws {
    try writer.write(chunk)
    try digester.write(chunk)
  }

  func skip(_ count: Int) throws {
    try writer.skip(count)
    try digester.skip(count)
  }

  /// The digest is not waited for: it may be taken while the bytes go to disk.
  func finish() throws { try writer.finish() }

  /// Waits for the digest of all bytes, which the file may not have on disk yet.
  func digest() throws -> Digest { try digester.digest() }

  /// Waits for the bytes, all of which have been written, to be brought to disk and digested.
  func finishBlob() throws -> StagedBlob {
    try file.synchronize()
    try file.close()
    return StagedBlob(digest: try digester.digest(), size: digester.count, path: file.path)
  }
}
