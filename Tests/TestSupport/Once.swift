internal import Synchronization

/// Lets something happen the first time only, whoever asks for it.
public final class Once: Sendable {
  private let isDone = Mutex(false)

  public init() {}

  public var hasHappened: Bool { isDone.withLock(\.self) }

  public func run(_ body: () throws -> Void) rethrows {
    let isFirst = isDone.withLock { done in
      defer { done = true }
      return !done
    }
    if isFirst { try body() }
  }
}
