internal import FileSupport

/// Options of a format as users write them, `KEY=VALUE`, while they are being understood.
///
/// The options of each format take what they know; `requireAllTaken(by:)` then finds what nobody
/// knows.
public struct FormatSettings: Sendable, Hashable {
  private var values: [String: String] = [:]
  /// The keys that were asked for: all that the format has.
  private var known: [String] = []

  /// No option at all.
  public init() {}

  /// - Parameter lists: `KEY=VALUE[,KEY=VALUE...]` each; of a key given twice the last counts.
  /// - Throws: `usage` for anything else.
  public init(_ lists: [String]) throws {
    for setting in lists.flatMap({ $0.split(separator: ",") }) {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw PcoccError(.usage, "bad option \"\(setting)\"", advice: "expected KEY=VALUE")
      }
      values[parts[0]] = parts[1]
    }
  }

  /// Takes out what was given for a key; nil where nothing was.
  ///
  /// - Parameters:
  ///   - expected: the possible values, for messages.
  ///   - parse: is given the value in lower case; nil means that it is not a possible one.
  mutating func take<Value>(
    _ key: String, expected: String, _ parse: (String) -> Value?
  ) throws -> Value? {
    known.append(key)
    guard let text = values.removeValue(forKey: key) else { return nil }
    guard let value = parse(text.lowercased()) else {
      throw PcoccError(
        .usage, "bad value \"\(text)\" of option \(key)", advice: "expected \(expected)")
    }
    return value
  }

  /// Takes out one of a few names, in any case.
  mutating func take<Value>(_ key: String, oneOf names: [(String, Value)]) throws -> Value? {
    try take(key, expected: names.map(\.0).joined(separator: " or ")) { text in
      names.first { $0.0.lowercased() == text }?.1
    }
  }

  /// Takes out a number of bytes, which may end in `k` or `M`.
  mutating func takeSize(
    _ key: String, expected: String, _ isPossible: (Int) -> Bool
  ) throws -> Int? {
    try take(key, expected: expected) { Self.size($0).flatMap { isPossible($0) ? $0 : nil } }
  }

  /// Throws `usage` where something was given that the format does not have.
  func requireAllTaken(by format: DiskFormat) throws {
    guard let key = values.keys.min() else { return }
    throw PcoccError.unknown("\(format.rawValue) option", key, known: known)
  }

  private static func size(_ text: String) -> Int? {
    let units = ["k": 1 << 10, "m": 1 << 20]
    guard let unit = text.last.flatMap({ units[String($0)] }) else { return Int(text) }
    return Int(text.dropLast())?.multipliedClamping(by: unit)
  }
}
