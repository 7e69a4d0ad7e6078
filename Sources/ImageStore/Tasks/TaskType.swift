/// What a task does.
public enum TaskType: String, Sendable, Hashable, CaseIterable {
  /// Each is named as the command that does it.
  case `import`, export, save, copy, verify
}
