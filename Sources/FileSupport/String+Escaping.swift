extension String {
  /// The text with control characters shown as `\u{..}`, so that names from files and images cannot
  /// move a terminal's cursor or forge lines.
  public var escapingControlCharacters: String {
    replacingControlCharacters { "\\u{" + String($0.value, radix: 16) + "}" }
  }

  /// The same in the form of JSON, for the inside of a string there.
  public var escapingControlCharactersForJSON: String {
    replacingControlCharacters { scalar in
      String(scalar).utf16.map { unit in
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }.joined()
    }
  }

  private func replacingControlCharacters(
    _ replacement: (Unicode.Scalar) -> String
  ) -> String {
    // Most texts are ASCII, and the tables of Unicode take longer.
    if utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) { return self }
    guard unicodeScalars.contains(where: \.isControl) else { return self }
    var result = ""
    for scalar in unicodeScalars {
      if scalar.isControl {
        result += replacement(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension Unicode.Scalar {
  fileprivate var isControl: Bool {
    // Most names are ASCII, and the tables of Unicode take longer.
    if isASCII { return value < 0x20 || value == 0x7f }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
