/// One column of a listing.
struct Column<Record>: Sendable {
  /// The name that `-o` takes; in upper case it is the heading.
  let name: String
  /// Whether it is shown where no columns are asked for.
  let isDefault: Bool
  /// The cell for people.
  let text: @Sendable (Record) -> String
  /// The cell for programs: whole bytes, UTC.
  let value: @Sendable (Record) -> String

  init(
    _ name: String, isDefault: Bool = true, _ text: @escaping @Sendable (Record) -> String,
    value: (@Sendable (Record) -> String)? = nil
  ) {
    self.name = name
    self.isDefault = isDefault
    self.text = text
    self.value = value ?? text
  }
}

/// What a listing consists of: a JSON object or a line of cells each.
protocol Listed: Encodable, Sendable {
  static var columns: [Column<Self>] { get }
}
