internal import Foundation

/// The name of a task: a UUID in lower case.
public struct TaskID: Sendable, Hashable, CustomStringConvertible {
  /// The 36 characters of the UUID, in lower case.
  public let description: String

  /// nil where `text` is no UUID in its usual form of 36 characters, in lower case.
  public init?(_ text: String) {
    guard let uuid = UUID(uuidString: text), uuid.uuidString.lowercased() == text else {
      return nil
    }
    description = text
  }

  /// A new one, which no other task has.
  static func random() -> TaskID { TaskID(UUID()) }

  private init(_ uuid: UUID) { description = uuid.uuidString.lowercased() }

  /// How the random part of every temporary name begins that the task makes: its traces can be told
  /// from those of all other processes.
  public var token: String { description.filter { $0 != "-" } }
}
