public import SystemPackage

/// What is known of long work before it begins, once nothing speaks against it.
public struct TaskPlan: Sendable, Hashable {
  /// What the task will do.
  public var type: TaskType
  /// What is read: the whole path of a file, or an image.
  public var source: String?
  /// What is written, in the same way.
  public var destination: String?
  /// The repository that unfinished files are in while it is done.
  public var repository: FilePath?
  /// A folder that unfinished files are in while it is done.
  public var folder: FilePath?

  /// A plan for a task that leaves no unfinished files behind, unless their places are given.
  public init(
    type: TaskType, source: String? = nil, destination: String? = nil,
    repository: FilePath? = nil, folder: FilePath? = nil
  ) {
    self.type = type
    self.source = source
    self.destination = destination
    self.repository = repository
    self.folder = folder
  }
}
