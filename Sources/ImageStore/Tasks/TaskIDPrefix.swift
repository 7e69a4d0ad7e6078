internal import FileSupport

/// The beginning of a task's id, as users type it.
public struct TaskIDPrefix: Sendable, Hashable, CustomStringConvertible {
  /// 4 to 36 lower-case hexadecimal digits and dashes.
  public let description: String

  private static let minimumLength = 4

  /// Throws `usage` where `text` is not the beginning of an id, or too short to tell tasks apart.
  public init(_ text: String) throws {
    let text = text.lowercased()
    let isPlausible = text.utf8.allSatisfy { $0.isLowercaseHexDigit || $0 == UInt8(ascii: "-") }
    guard isPlausible, (Self.minimumLength...36).contains(text.utf8.count) else {
      throw PcoccError(
        .usage, "\"\(text)\" is not the id of a task",
        advice: "give its first \(Self.minimumLength) digits or more, as \"task list\" shows them")
    }
    description = text
  }

  /// The whole of an id, which means that task and no other.
  public init(_ id: TaskID) { description = id.description }

  func matches(_ id: TaskID) -> Bool { id.description.hasPrefix(description) }
}
