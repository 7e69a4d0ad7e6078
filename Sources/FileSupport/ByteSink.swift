/// Takes a file's bytes from front to back.
///
/// Calls may return before the bytes are written; an error may surface at a later call, at
/// `finish()` at the latest.
public protocol ByteSink: AnyObject {
  /// Takes the used bytes of a chunk. The caller does not touch it any more.
  func write(_ chunk: Chunk) throws

  /// Takes `count` zero bytes, which a file keeps as a hole.
  func skip(_ count: Int) throws

  /// Returns when all bytes have been written. That they reach the disk is not waited for.
  func finish() throws
}
