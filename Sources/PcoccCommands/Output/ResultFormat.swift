/// In which form results are printed.
enum ResultFormat: String, Sendable, CaseIterable {
  /// For people.
  case table
  case json
  case yaml
  /// As in RFC 4180, with a head.
  case csv
  /// Bare values, a line for each record.
  case value
}
