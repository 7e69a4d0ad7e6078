internal import ArgumentParser
internal import FileSupport

/// A length of time as users type it: a whole number and a unit of s, m, h, d or w.
struct Age: Hashable, Sendable {
  let seconds: Int

  private static let units: [(letter: String, name: String, seconds: Int)] = [
    ("w", "week", 7 * 86400), ("d", "day", 86400), ("h", "hour", 3600), ("m", "minute", 60),
    ("s", "second", 1),
  ]
  /// A hundred years: more is a mistake.
  private static let longest = 100 * 366 * 86400

  init(seconds: Int) { self.seconds = seconds }

  init?(argument: String) {
    guard let unit = Self.units.first(where: { argument.hasSuffix($0.letter) }) else { return nil }
    let digits = argument.dropLast()
    guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let count = Int(digits),
      count <= Self.longest / unit.seconds
    else { return nil }
    seconds = count * unit.seconds
  }

  /// The value of an option.
  ///
  /// - Throws: what was expected, where it is none.
  init(checking argument: String) throws {
    guard let age = Age(argument: argument) else {
      throw ValidationError("expected \(Self.help), a hundred years at most")
    }
    self = age
  }

  /// The length in the largest unit up to days that it is a multiple of, as in "7 days".
  var text: String {
    let fitting = Self.units.dropFirst().first {
      seconds >= $0.seconds && seconds % $0.seconds == 0
    }
    guard let fitting else { return "\(seconds) seconds" }
    return (seconds / fitting.seconds).counting(fitting.name)
  }

  static let help = "a number with a unit of s, m, h, d or w"
}
