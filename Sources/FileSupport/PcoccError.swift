public import SystemPackage

/// What went wrong, in the words a user reads, and the code a program branches on.
///
/// Every error that leaves a module of this package is of this type. Named factories make them:
/// `PcoccError+FileSystem.swift` here, and a file of the same kind in each module above.
public struct PcoccError: Error, Sendable, Hashable {
  /// The closed set of causes; the raw value is the stable code of JSON output.
  public enum Code: String, Sendable, CaseIterable {
    case usage
    case corrupt
    case unsupported
    case notFound = "not-found"
    case exists
    case io
    case noSpace = "no-space"
    case busy
    case permission
    case readOnly = "read-only"
    case protected
    case configuration
    case interrupted
    case other
  }

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
