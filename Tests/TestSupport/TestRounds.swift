internal import Foundation

/// How much is tried by tests that could go on for ever: as much as `PCOCC_TEST_ROUNDS` says.
public enum TestRounds {
  private static let wanted = ProcessInfo.processInfo.environment["PCOCC_TEST_ROUNDS"].flatMap {
    Int($0)
  }

  /// What is wanted, or the usual number where nothing is said.
  public static func number(usually usual: Int) -> Int { max(1, wanted ?? usual) }
}

extension RandomAccessCollection {
  /// About as many of these as are wanted, at equal distances and others at each call.
  public func sample(usually usual: Int) -> [Element] {
    let step = Swift.max(1, count / TestRounds.number(usually: usual))
    return stride(from: Int.random(in: 0..<step), to: count, by: step).map {
      self[index(startIndex, offsetBy: $0)]
    }
  }
}
