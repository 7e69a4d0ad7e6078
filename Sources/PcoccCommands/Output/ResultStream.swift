internal import FileSupport
internal import SystemPackage

/// Standard output: results and nothing else.
struct ResultStream: Sendable {
  let descriptor: FileDescriptor
  /// Takes the text where it is not for the stream.
  private let keep: (@Sendable (String) throws -> Void)?

  init(
    _ descriptor: FileDescriptor, keep: (@Sendable (String) throws -> Void)? = nil
  ) {
    self.descriptor = descriptor
    self.keep = keep
  }

  var isTerminal: Bool { Terminal.isTerminal(descriptor) }

  /// Columns of the terminal; nil where it is none, or does not tell.
  var width: Int? { isTerminal ? Terminal.width(of: descriptor) : nil }

  /// Writes the whole text; throws `io` or `noSpace` where it cannot, and `interrupted` where a signal
  /// that is watched comes while nobody reads.
  func write(_ text: String) throws {
    if let keep { return try keep(text) }
    do {
      try descriptor.write(text, monitor: Monitor(checkCancelled: SignalWatch.checkCancelled))
    } catch let error as PcoccError {
      try attempt { throw error.cause ?? error }
    }
  }

  /// Gives the stream up, and throws what the file system had kept back until now.
  func close() throws {
    try attempt { try descriptor.close() }
  }

  private func attempt(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let cause as Errno {
      throw PcoccError.fileSystem("cannot write", "standard output", cause)
    }
  }
}
