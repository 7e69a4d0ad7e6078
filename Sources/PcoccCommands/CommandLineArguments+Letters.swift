extension CommandLineArguments {
  /// Letters of options, which a value follows.
  static let optionLetters: Set<Character> = ["R", "c", "d", "f", "m", "o", "t"]
  static let flagLetters: Set<Character> = ["P", "h", "n", "q", "v", "z"]

  /// Takes a value away from the letter that it follows at once: `-nfjson` becomes `-n`, `-f` and `json`.
  ///
  /// The parser could do the first step, but each command over the one that is meant would look for its own
  /// flags in the value.
  static func separated(_ argument: String) -> [String] {
    let letters = argument.dropFirst()
    guard argument.first == "-", letters.first != "-",
      let place = letters.firstIndex(where: optionLetters.contains),
      letters[..<place].allSatisfy(flagLetters.contains)
    else { return [argument] }
    let value = letters[place...].dropFirst()
    guard !value.isEmpty, value.first != "=" else { return [argument] }
    return (place == letters.startIndex ? [] : ["-\(letters[..<place])"])
      + ["-\(letters[place])", String(value)]
  }
}
