/// Whom an advisory lock keeps out.
public enum FileLockKind: Sendable, Hashable {
  /// Those who want it for themselves.
  case shared
  /// Everybody else.
  case exclusive
}
