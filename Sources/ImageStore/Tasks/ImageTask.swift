public import FileSupport
public import SystemPackage

/// Long work that goes on by itself, as it is at one moment.
public struct ImageTask: Sendable, Hashable {
  /// The name of the task.
  public var id: TaskID
  /// What it does.
  public var type: TaskType
  /// Where it stands.
  public var status: TaskStatus
  /// The login name of who asked for it.
  public var owner: String
  /// What was done or went wrong, for people; empty before.
  public var message: String
  /// How far it is, in bytes.
  public var progress: Monitor.Progress
  /// What it was asked to do.
  public var input: TaskInput
  /// What the command prints for programs; nil until it has, or where that is too long.
  public var result: JSONValue?
  /// nil unless it has failed.
  public var failure: TaskFailure?
  /// The process that does it.
  public var process: ProcessIdentity
  /// The repository in which unfinished files of the task are; nil where none can be.
  public var repository: FilePath?
  /// Another folder in which they are, such as that of an exported file.
  public var folder: FilePath?
  /// When it was asked for, in seconds since 1970 by the clock of the task's node.
  public var created: Double
  /// When its process last wrote down how far it is, by the same clock.
  public var updated: Double
  /// nil as long as it goes on.
  public var expires: Double?
  /// Whether its process has not said how it ended. This is not in its file.
  var isLost = false
  /// Whether it is so certainly gone that what it left behind may be removed.
  var isSweepable = false

  /// For how many seconds a task is kept after its end.
  public static let lifetime = 48.0 * 3600

  /// What the task failed with; nil where it has not.
  public var error: PcoccError? {
    failure.map {
      PcoccError($0.code, "task \(id) failed: \(message)", signal: $0.signal)
    }
  }

  /// The task as its process leaves it.
  mutating func end(_ failure: TaskFailure?, _ text: String?, at time: Double) {
    status = failure == nil ? .success : .failure
    self.failure = failure
    if let text { message = text }
    updated = time
    expires = time + Self.lifetime
  }
}
