internal import ArgumentParser

/// One of several parts of a work, as in 3/7; the first is 1.
struct PartNumber: Hashable, Sendable {
  let number: Int
  let count: Int

  /// The value of an option.
  ///
  /// - Throws: what was expected, where it is none.
  init(checking argument: String) throws {
    guard let part = PartNumber(argument: argument) else {
      throw ValidationError("expected N/T, two whole numbers with N from 1 to T, as in 3/7")
    }
    self = part
  }

  /// nil for what is none.
  init?(argument: String) {
    let numbers = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let number = numbers[0], let count = numbers[1], number >= 1,
      number <= count
    else { return nil }
    self.number = number
    self.count = count
  }
}
