extension Int {
  /// The quotient of two numbers that are not negative, rounded up; `divisor` is not 0.
  func dividedRoundingUp(by divisor: Int) -> Int {
    self / divisor + (self % divisor == 0 ? 0 : 1)
  }

  /// Whether `length` bytes from this offset on lie inside a file of `size` bytes.
  func isInside(_ size: Int, length: Int) -> Bool {
    self >= 0 && length >= 0 && self <= size && length <= size - self
  }
}
