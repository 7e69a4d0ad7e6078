extension Int {
  /// Whether the number is 1, 2, 4 and so on.
  var isPowerOfTwo: Bool { self > 0 && nonzeroBitCount == 1 }
}
