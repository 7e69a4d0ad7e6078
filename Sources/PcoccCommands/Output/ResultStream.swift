internal import FileSupport
internal import SystemPackage

/// Standard output: results and nothing else.
struct ResultStream: Sendable {
  let descriptor: FileDescriptor

  init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  var isTerminal: Bool { Terminal.isTerminal(descriptor) }

  /// Writes the whole text; throws `io` or `noSpace` where it cannot.
  func write(_ text: String) throws {
    try attempt { _ = try descriptor.writeAll(text.utf8) }
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
