public import FileSupport

/// Why a task has failed, as far as programs branch on it; its message tells the rest.
public struct TaskFailure: Sendable, Hashable {
  /// The code of the error that ended it.
  public var code: PcoccError.Code
  /// The signal that stopped it, with code `interrupted`.
  public var signal: Int32?

  /// A failure; a signal goes with code `interrupted` alone.
  public init(code: PcoccError.Code, signal: Int32? = nil) {
    self.code = code
    self.signal = signal
  }
}
