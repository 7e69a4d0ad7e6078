internal import ArgumentParser

extension Int {
  /// The value of an option that takes a number of things.
  ///
  /// - Throws: what was expected, where it is none.
  static func count(_ argument: String) throws -> Int {
    guard let count = Int(argument), count >= 0 else {
      throw ValidationError("expected a whole number from 0")
    }
    return count
  }
}
