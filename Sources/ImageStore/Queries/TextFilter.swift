internal import FileSupport

/// Which texts are wanted: one, or one of several.
public struct TextFilter: Sendable, Hashable {
  /// The texts that are wanted.
  public var values: Set<String>

  private static let listMark = "in:"

  /// `VALUE`, or `in:VALUE,VALUE…`.
  public init(_ text: String) {
    guard text.hasPrefix(Self.listMark) else {
      values = [text]
      return
    }
    values = Set(
      text.dropFirst(Self.listMark.count).split(separator: ",", omittingEmptySubsequences: false)
        .map(String.init))
  }

  /// The same for texts that are one of a few.
  ///
  /// - Throws: `usage` for another one, with those that there are.
  public init<Value: RawRepresentable<String> & CaseIterable>(
    _ text: String, of type: Value.Type, called name: String
  ) throws {
    self.init(text)
    for value in values.sorted() where Value(rawValue: value) == nil {
      let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw PcoccError(.usage, "\(name) is one of \(known), not \"\(value)\"")
    }
  }

  func matches(_ text: String) -> Bool { values.contains(text) }
}
