/// What a task does.
public enum TaskType: String, Sendable, Hashable, CaseIterable {
  case `import`, export, save, copy, verify
}
