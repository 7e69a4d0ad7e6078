internal import Crypto
internal import DiskImage
internal import FileSupport
internal import SystemPackage

extension ImportSource {
  /// What is recorded of the image that was made out of the source.
  ///
  /// - Throws: `usage` for attributes that an image cannot have.
  func facts(
    of request: ImportRequest, stored blob: StagedBlob, _ context: StoreContext,
    _ monitor: Monitor
  ) throws -> RevisionFacts {
    var imported = ImportedFile(
      name: file.name, format: CatalogDiskFormat(reader.format),
      size: try file.file.status().size, digest: isVerbatim ? blob.digest.hex : nil)
    var checksum: String?
    if request.recordsChecksums {
      let monitor = monitor.quiet
      if !isVerbatim {
        imported.digest = try Digest(ofBytes: file.file, monitor: monitor).hex
      }
      let sink = MD5Sink()
      try FileCopy.copy(context.fileSystem.openForReading(blob.path), to: sink, monitor: monitor)
      checksum = sink.digits
    }
    var facts = try RevisionFacts(
      ofNewImage: request.destination.image, blob: blob.digest, virtualSize: reader.virtualSize,
      source: imported, request.attributes, context)
    facts.checksum = checksum
    return facts
  }
}

/// Computes the MD5 of the bytes it is given, which the Images API has for programs that compare it.
private final class MD5Sink: ByteSink {
  private var hash = Insecure.MD5()
  private static let zeros = [UInt8](repeating: 0, count: 64 << 10)

  func write(_ chunk: Chunk) throws { hash.update(bufferPointer: chunk.bytes) }

  func skip(_ count: Int) throws {
    var left = count
    while left > 0 {
      let part = min(left, Self.zeros.count)
      Self.zeros.withUnsafeBytes { hash.update(bufferPointer: .init(rebasing: $0[..<part])) }
      left -= part
    }
  }

  func finish() throws {}

  /// The MD5 in hexadecimal digits.
  var digits: String {
    hash.finalize().hexDigits
  }
}
