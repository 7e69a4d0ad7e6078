#if canImport(Glibc)
  internal import Glibc
#endif

extension UnsafeRawBufferPointer {
  /// Whether all bytes are zero; true of none.
  public var isZero: Bool {
    guard let base = baseAddress, count > 0 else { return true }
    // Comparing the bytes with themselves, one further, runs at the speed of memcmp.
    return self[0] == 0 && memcmp(base, base + 1, count - 1) == 0
  }

  /// Whether any byte is another one than in `other`, which is as long.
  public func differs(from other: UnsafeRawBufferPointer) -> Bool {
    guard let base = baseAddress, let otherBase = other.baseAddress else { return false }
    return memcmp(base, otherBase, count) != 0
  }
}
