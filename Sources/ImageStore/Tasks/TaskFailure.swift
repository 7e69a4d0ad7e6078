public import FileSupport

/// Why a task has failed, as far as programs branch on it; its message tells the rest.
public struct TaskFailure: Sendable, Hashable {
  public var code: PcoccError.Code
  /// The signal that stopped it, with code `interrupted`.
  public var signal: Int32?

  public init(code: PcoccError.Code, signal: Int32? = nil) {
    self.code = code
    self.signal = signal
  }
}
