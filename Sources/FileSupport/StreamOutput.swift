internal import CFileSupport
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

/// An open descriptor that is written to from front to back, each kind as fast as it goes without
/// waiting for ever.
final class StreamOutput: Sendable {
  private enum Kind {
    /// A regular file; zeros behind its end may be left out.
    case file(hasHoles: Bool)
    /// Takes what there is room for.
    case pipe(OwnedDescriptor)
    /// Whatever may make the writer wait for more than there is room for.
    case other
  }

  private let descriptor: FileDescriptor
  private let monitor: Monitor
  private let kind: Kind

  private static let zeros = [UInt8](repeating: 0, count: 64 << 10)

  init(_ descriptor: FileDescriptor, _ monitor: Monitor) {
    self.descriptor = descriptor
    self.monitor = monitor
    kind = Self.kind(of: descriptor)
  }

  private static func kind(of descriptor: FileDescriptor) -> Kind {
    var status = stat()
    guard fstat(descriptor.rawValue, &status) == 0 else { return .other }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      let flags = fcntl(descriptor.rawValue, F_GETFL)
      let position = try? descriptor.seek(offset: 0, from: .current)
      let isAtEnd = position.map { $0 >= status.st_size } ?? false
      return .file(hasHoles: isAtEnd && flags >= 0 && flags & O_APPEND == 0)
    case S_IFIFO:
      // Whether it waits must not change for those who have the other description.
      let own = try? FileDescriptor.open(
        "/proc/self/fd/\(descriptor.rawValue)", .writeOnly,
        options: [.nonBlocking, .closeOnExec])
      guard let own else { return .other }
      // As much as any user may have; less does too.
      pcocc_set_pipe_size(own.rawValue, 1 << 20)
      return .pipe(OwnedDescriptor(own))
    default: return .other
    }
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(try writeSome(rest)))
    }
  }

  /// Goes on behind `count` bytes of zeros.
  func skip(_ count: Int) throws {
    if case .file(hasHoles: true) = kind {
      try attempt { _ = try descriptor.seek(offset: Int64(count), from: .current) }
      return
    }
    var left = count
    try Self.zeros.withUnsafeBytes { zeros in
      while left > 0 {
        let piece = zeros.prefix(left)
        try write(UnsafeRawBufferPointer(rebasing: piece))
        left -= piece.count
      }
    }
  }

  /// Gives a file that ends with zeros its length, and lets a reader see the end of a pipe as soon as its
  /// owner closes it.
  func finish() throws {
    switch kind {
    case .file(hasHoles: true):
      try attempt { try descriptor.resize(to: descriptor.seek(offset: 0, from: .current)) }
    case .pipe(let own): own.close()
    case .file, .other: break
    }
  }

  private func writeSome(_ bytes: UnsafeRawBufferPointer) throws -> Int {
    switch kind {
    case .file: return try attempt { try descriptor.write(bytes) }
    case .pipe(let own):
      try own.descriptor.wait(for: .writing, monitor)
      return try attempt {
        do { return try own.descriptor.write(bytes) } catch Errno.resourceTemporarilyUnavailable {
          return 0
        }
      }
    case .other:
      // A pipe that is ready takes PIPE_BUF bytes without making the writer wait, and so does a socket.
      let piece = UnsafeRawBufferPointer(rebasing: bytes.prefix(4096))
      try descriptor.wait(for: .writing, monitor)
      return try attempt { try descriptor.write(piece) }
    }
  }

  @discardableResult private func attempt<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let cause as Errno {
      throw PcoccError(.io, "cannot write to the output", cause: cause)
    }
  }
}
