internal import CFileSupport
internal import Synchronization
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

/// A folder below which no symbolic link is followed. It is opened once, when it is first used, and
/// paths are looked up from there.
final class ConfinedFolder: Sendable {
  /// The bytes of its path, without a slash at the end.
  private let path: [CChar]
  /// Negative until it has been opened.
  private let descriptor = Mutex<Int32>(-1)

  init(_ path: FilePath) {
    self.path = path.string == "/" ? [] : path.string.utf8.map(CChar.init(bitPattern:))
  }

  deinit {
    let descriptor = descriptor.withLock(\.self)
    if descriptor >= 0 { close(descriptor) }
  }

  /// The part of a path that lies below the folder; nil for any other path.
  ///
  /// Bytes are compared, because this is asked in each call and components take long.
  func relative(_ whole: UnsafePointer<CChar>) -> UnsafePointer<CChar>? {
    let isBelow = path.withUnsafeBufferPointer { bytes in
      strncmp(whole, bytes.baseAddress ?? whole, bytes.count) == 0
    }
    guard isBelow, whole[path.count] == Self.slash, whole[path.count + 1] != 0 else { return nil }
    return whole + path.count + 1
  }

  private static let slash = CChar(UInt8(ascii: "/"))

  /// The last component of a path below the folder.
  func name(in way: UnsafePointer<CChar>) -> UnsafePointer<CChar> {
    strrchr(way, Int32(Self.slash)).map { UnsafePointer($0 + 1) } ?? way
  }

  /// Calls `body` with the open folder; returns what it returns, or a negated errno.
  func use(_ body: (Int32) -> Int32) -> Int32 {
    let opened = open(again: false)
    guard opened >= 0 else { return opened }
    let result = body(opened)
    // A server that was started anew may have forgotten the folder.
    guard result == -ESTALE else { return result }
    let again = open(again: true)
    return again < 0 ? again : body(again)
  }

  private func open(again: Bool) -> Int32 {
    descriptor.withLock { descriptor in
      guard again || descriptor < 0 else { return descriptor }
      let opened = (path + [0]).withUnsafeBufferPointer { bytes in
        path.isEmpty ? pcocc_open_folder("/") : pcocc_open_folder(bytes.baseAddress)
      }
      guard opened >= 0, descriptor >= 0 else {
        if opened >= 0 { descriptor = opened }
        return opened
      }
      // Other threads are using the number.
      let result = pcocc_replace_descriptor(opened, descriptor)
      close(opened)
      return result
    }
  }
}
