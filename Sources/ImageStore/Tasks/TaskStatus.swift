/// How far a task is.
public enum TaskStatus: String, Sendable, Hashable, CaseIterable {
  /// Asked for and not begun, under way, done, or failed; a task whose process is gone without a word
  /// has failed, too.
  case pending, processing, success, failure

  /// Whether nothing more will come of it.
  public var hasEnded: Bool { self == .success || self == .failure }
}
