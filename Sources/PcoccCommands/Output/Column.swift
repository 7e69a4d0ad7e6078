internal import ImageStore

/// One column of a listing.
struct Column<Record>: Sendable {
  /// The name that `-c` takes; in upper case it is the heading.
  let name: String
  /// Whether it is shown where no columns are asked for.
  let isDefault: Bool
  /// The cell for people.
  let text: @Sendable (Record) -> String
  /// The cell for programs: whole bytes, UTC.
  let value: @Sendable (Record) -> String
  /// The same as a JSON value.
  let json: @Sendable (Record) -> JSONValue

  /// - Parameters:
  ///   - value: the same as `text` where nil.
  ///   - json: a string of `value` where nil.
  init(
    _ name: String, isDefault: Bool = true, _ text: @escaping @Sendable (Record) -> String,
    value: (@Sendable (Record) -> String)? = nil, json: (@Sendable (Record) -> JSONValue)? = nil
  ) {
    let value = value ?? text
    self.name = name
    self.isDefault = isDefault
    self.text = text
    self.value = value
    self.json = json ?? { .string(value($0)) }
  }

  /// One of text that may be missing.
  init(
    _ name: String, isDefault: Bool = true, optional: @escaping @Sendable (Record) -> String?
  ) {
    self.init(
      name, isDefault: isDefault, { optional($0) ?? "" },
      json: { optional($0).map(JSONValue.string) ?? .null })
  }

  init(_ name: String, isDefault: Bool = true, flag: @escaping @Sendable (Record) -> Bool) {
    self.init(
      name, isDefault: isDefault, { flag($0) ? "true" : "false" }, json: { .bool(flag($0)) })
  }

  /// One of whole numbers, which may be missing.
  ///
  /// - Parameter text: how a number is shown to people.
  init(
    _ name: String, isDefault: Bool = true,
    number: @escaping @Sendable (Record) -> Int?,
    text: @escaping @Sendable (Int) -> String = { String($0) }
  ) {
    self.name = name
    self.isDefault = isDefault
    self.text = { number($0).map(text) ?? "" }
    value = { number($0).map { String($0) } ?? "" }
    json = { number($0).map(JSONValue.integer) ?? .null }
  }
}

/// What a listing consists of: a JSON object or a line of cells each.
protocol Listed: Encodable, Sendable {
  static var columns: [Column<Self>] { get }
}
