internal import DiskImage
internal import FileSupport

extension ImageManager {
  /// Writes a revision's disk to a file or a pipe, as `export` does.
  ///
  /// - Parameter format: nil for what the file's extension tells, else raw.
  /// - Throws: what `export` throws.
  public func download(
    _ reference: ImageReference, to destination: ImageEndpoint, format: DiskFormat? = nil,
    monitor: Monitor = .silent
  ) throws -> ExportResult {
    try export(
      ExportRequest(source: reference, destination: destination, format: format),
      monitor: monitor)
  }

  /// Hands a revision's disk, as a file of some format, to the program in chunks from front to back.
  ///
  /// - Parameter consume: is called on this thread with bytes that are there until it returns.
  /// - Throws: what `consume` throws, and what `export` throws.
  public func download(
    _ reference: ImageReference, format: DiskFormat = .raw, monitor: Monitor = .silent,
    consume: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> ExportResult {
    try ChunkStream.with(takenBy: consume) { stream in
      try download(reference, to: .chunks(stream), format: format, monitor: monitor)
    }
  }
}
