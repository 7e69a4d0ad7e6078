public import SystemPackage

/// What went wrong, in the words a user reads, and the code a program branches on.
///
/// Every error that leaves a module of this package is of this type. Named factories make them:
/// `PcoccError+FileSystem.swift` here, and a file of the same kind in each module above.
public struct PcoccError: Error, Sendable, Hashable {
  /// The closed set of causes; the raw value is the stable code of JSON output.
  public enum Code: String, Sendable, CaseIterable {
    /// What was asked for makes no sense: a bad name, value or combination.
    case usage
    /// What was read breaks the rules of its format, or ends too early.
    case corrupt
    /// What was asked for makes sense, but this program or the file system cannot do it.
    case unsupported
    /// There is no such image, repository, task, file or the like.
    case notFound = "not-found"
    /// What was to be made is there already.
    case exists
    /// The system failed to read or write.
    case io
    /// The disk is full, or a quota is used up.
    case noSpace = "no-space"
    /// Somebody else is at work on it, or does not answer; it may succeed later.
    case busy
    /// The system or the image's owner does not allow it.
    case permission
    /// The file system is mounted read-only, or the repository's version is only read.
    case readOnly = "read-only"
    /// The image is protected from deletion.
    case protected
    /// The configuration or an environment variable breaks the rules.
    case configuration
    /// A signal or a cancellation stopped the work.
    case interrupted
    /// None of the others.
    case other
  }

  /// What programs branch on; it decides the exit status, too.
  public var code: Code
  /// What failed and why: one line without a full stop.
  public var message: String
  /// The file or folder it failed on.
  public var path: FilePath?
  /// What the kernel said.
  public var cause: Errno?
  /// What to do next: one line without a full stop.
  public var advice: String?
  /// The signal that stopped the work, with code `interrupted`.
  public var signal: Int32?

  /// An error in words that follow the rules of `message` and `advice`.
  public init(
    _ code: Code, _ message: String, path: FilePath? = nil, cause: Errno? = nil,
    advice: String? = nil, signal: Int32? = nil
  ) {
    self.code = code
    self.message = message
    self.path = path
    self.cause = cause
    self.advice = advice
    self.signal = signal
  }

  /// The whole error on one line but for what to do next.
  public var withoutAdvice: String {
    var error = self
    error.advice = nil
    return error.description
  }

  /// The same error with advice, where it has none yet.
  public func advising(_ advice: String) -> PcoccError {
    var error = self
    error.advice = error.advice ?? advice
    return error
  }
}

extension PcoccError: CustomStringConvertible {
  /// The whole error on one line, with control characters escaped.
  public var description: String {
    var text = path.map { "\($0): \(message)" } ?? message
    if let cause { text += ": \(cause.description.lowercasedFirst)" }
    if let advice { text += "; \(advice)" }
    return text.escapingControlCharacters
  }
}

extension String {
  fileprivate var lowercasedFirst: String {
    guard let first else { return self }
    return first.lowercased() + dropFirst()
  }
}
