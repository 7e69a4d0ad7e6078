internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

extension Errno {
  /// What the last failed call of this thread left behind.
  static var current: Errno { Errno(rawValue: errno) }
}
