public import FileSupport

/// Copies files byte for byte.
public enum FileCopy {
  /// Hands all bytes of a file to a sink, holes as such, and finishes the sink.
  ///
  /// - Throws: `corrupt` where the file becomes shorter meanwhile; what the sink and the monitor
  ///   throw.
  public static func copy(
    _ file: any File, to sink: any ByteSink, monitor: Monitor = .silent
  ) throws {
    try RawWriter.write(RawReader(file: file), to: sink, monitor: monitor)
  }
}
