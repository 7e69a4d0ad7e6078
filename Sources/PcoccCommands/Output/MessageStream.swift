internal import Synchronization
internal import SystemPackage

/// Standard error: lines that stay, and on a terminal one status line below them.
///
/// Failures to write are ignored: there is no place left to tell of them.
final class MessageStream: Sendable {
  private static let eraseLine = "\r\u{1b}[K"

  private let descriptor: FileDescriptor
  /// Whether a status line is on the screen.
  private let hasStatus = Mutex(false)

  init(_ descriptor: FileDescriptor) { self.descriptor = descriptor }

  var isTerminal: Bool { Terminal.isTerminal(descriptor) }

  /// Columns of the terminal.
  var width: Int { Terminal.width(of: descriptor) ?? 80 }

  /// Whether the line that the cursor is on is ours to write to.
  var isForeground: Bool { Terminal.isForeground(descriptor) }

  /// Writes lines, the newline included.
  func write(_ lines: String) {
    hasStatus.withLock { hasStatus in
      put((hasStatus ? Self.eraseLine : "") + lines)
      hasStatus = false
    }
  }

  /// Shows a line without an end in place of the last one.
  func show(status: String) {
    hasStatus.withLock { hasStatus in
      put(Self.eraseLine + status)
      hasStatus = true
    }
  }

  func eraseStatus() {
    hasStatus.withLock { hasStatus in
      if hasStatus { put(Self.eraseLine) }
      hasStatus = false
    }
  }

  private func put(_ text: String) {
    _ = try? descriptor.writeAll(text.utf8)
  }
}
