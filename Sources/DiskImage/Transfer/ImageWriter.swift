public import FileSupport

/// Writes disks as image files of any format.
public enum ImageWriter {
  /// Writes an image from front to back, and finishes the sink.
  ///
  /// - Throws: `unsupported` for formats that cannot be written that way or hold such a disk; what
  ///   the reader, the sink and the monitor throw.
  public static func write(
    _ reader: any DiskReader, as output: OutputFormat, to sink: any ByteSink,
    monitor: Monitor = .silent
  ) throws {
    switch output {
    case .raw: try RawWriter.write(reader, to: sink, monitor: monitor)
    case .qcow2(let options):
      guard options.compression == nil else { throw PcoccError.notStreamable }
      try Qcow2Writer.write(reader, options, to: sink, monitor: monitor)
    case .qed(let options): try QedWriter.write(reader, options, to: sink, monitor: monitor)
    case .vdi(let options): try VdiWriter.write(reader, options, to: sink, monitor: monitor)
    case .vpc(let options):
      try VpcWriter.write(reader, options, to: sink, monitor: monitor)
    case .vmdk(let options):
      try VmdkWriter.write(reader, options, to: sink, monitor: monitor)
    }
  }

  /// Writes an image to a new, empty file; that it reaches the disk is not waited for.
  ///
  /// - Throws: `unsupported` for formats that cannot hold such a disk; what the reader, the file and the
  ///   monitor throw.
  public static func write(
    _ reader: any DiskReader, as output: OutputFormat, to file: any File,
    monitor: Monitor = .silent
  ) throws {
    if case .qcow2(let options) = output, let compression = options.compression {
      try CompressedQcow2Writer.write(reader, options, compression, to: file, monitor: monitor)
    } else {
      try write(reader, as: output, to: FileSink(file), monitor: monitor)
    }
  }
}

extension PcoccError {
  fileprivate static let notStreamable = PcoccError(
    .unsupported, "a compressed qcow2 image cannot be written to a pipe",
    advice: "write it to a file, or without compression")
}
