/// How far a task is.
public enum TaskStatus: String, Sendable, Hashable, CaseIterable {
  case pending, processing, success, failure

  public var hasEnded: Bool { self == .success || self == .failure }
}
