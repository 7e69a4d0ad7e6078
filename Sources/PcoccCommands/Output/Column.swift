internal import ImageStore

/// One column of a listing.
struct Column<Record>: Sendable {
  /// The name that `-c` takes; in upper case it is the heading.
  let name: String
  /// Whether it is shown where no columns are asked for.
  let isDefault: Bool
  /// The cell for people.
  let text: @Sendable (Record, ValueStyle) -> String
  /// The cell for programs: whole bytes, UTC.
  let value: @Sendable (Record) -> String
  /// The same as a JSON value.
  let json: @Sendable (Record) -> JSONValue
  /// To how many columns of a narrow terminal its cells may be cut; nil where a part of one is worth
  /// nothing.
  private(set) var shortest: Int?
  /// The color of a cell that tells a state.
  private(set) var tone: @Sendable (Record) -> Tone? = { _ in nil }

  /// What is left of a text that had to be cut.
  private static var shortestText: Int { 12 }
  /// The day, and the sign that the rest is left out.
  private static var shortestTime: Int { 11 }

  /// One of text.
  ///
  /// - Parameters:
  ///   - value: the same as `text` where nil.
  ///   - json: a string of `value` where nil.
  init(
    _ name: String, isDefault: Bool = true, _ text: @escaping @Sendable (Record) -> String,
    value: (@Sendable (Record) -> String)? = nil, json: (@Sendable (Record) -> JSONValue)? = nil
  ) {
    let value = value ?? text
    self.init(
      name, isDefault: isDefault, shortest: Self.shortestText,
      styled: { record, _ in text(record) },
      value: value, json: json ?? { .string(value($0)) })
  }

  /// One whose text depends on how times and sizes are shown.
  init(
    _ name: String, isDefault: Bool = true, shortest: Int? = nil,
    styled text: @escaping @Sendable (Record, ValueStyle) -> String,
    value: @escaping @Sendable (Record) -> String,
    json: @escaping @Sendable (Record) -> JSONValue
  ) {
    self.name = name
    self.isDefault = isDefault
    self.text = text
    self.value = value
    self.json = json
    self.shortest = shortest
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
    let text = { @Sendable (record: Record) in flag(record) ? "true" : "false" }
    self.init(
      name, isDefault: isDefault, styled: { record, _ in text(record) }, value: text,
      json: { .bool(flag($0)) })
  }

  /// One of whole numbers, which may be missing.
  init(
    _ name: String, isDefault: Bool = true, number: @escaping @Sendable (Record) -> Int?
  ) {
    let text = { @Sendable (record: Record) in number(record).map { String($0) } ?? "" }
    self.init(
      name, isDefault: isDefault, styled: { record, _ in text(record) }, value: text,
      json: { number($0).map(JSONValue.integer) ?? .null })
  }

  /// One of sizes in bytes.
  ///
  /// - Parameter missing: what people are told where there is none.
  init(
    _ name: String, isDefault: Bool = true, bytes: @escaping @Sendable (Record) -> Int?,
    missing: String = ""
  ) {
    self.init(
      name, isDefault: isDefault,
      styled: { record, style in bytes(record).map(style.size) ?? missing },
      value: { bytes($0).map { String($0) } ?? "" },
      json: { bytes($0).map(JSONValue.integer) ?? .null })
  }

  /// One of times, which may be missing.
  init(
    _ name: String, isDefault: Bool = true, time: @escaping @Sendable (Record) -> Timestamp?
  ) {
    self.init(
      name, isDefault: isDefault, shortest: Self.shortestTime,
      styled: { record, style in time(record).map(style.time) ?? "" },
      value: { time($0)?.utc ?? "" },
      json: { time($0)?.utc.map(JSONValue.string) ?? .null })
  }

  /// The same, never cut: by it a user names what the line is about.
  var whole: Column {
    var column = self
    column.shortest = nil
    return column
  }

  /// The same, never cut and in color.
  func toned(_ tone: @escaping @Sendable (Record) -> Tone?) -> Column {
    var column = whole
    column.tone = tone
    return column
  }
}

/// What a listing consists of: a JSON object or a line of cells each.
protocol Listed: Encodable, Sendable {
  static var columns: [Column<Self>] { get }
}
