internal import ArgumentParser

/// One of several parts of a work, as in 3/7; the first is 1.
struct PartNumber: ExpressibleByArgument, Hashable, Sendable {
  let number: Int
  let count: Int

  init?(argument: String) {
    let numbers = argument.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let number = numbers[0], let count = numbers[1], number >= 1,
      number <= count
    else { return nil }
    self.number = number
    self.count = count
  }
}
