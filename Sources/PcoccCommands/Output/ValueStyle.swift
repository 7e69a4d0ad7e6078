internal import FileSupport

/// How times and sizes are shown to people.
struct ValueStyle: Sendable, Hashable {
  var isUTC = false
  var isBytes = false

  /// Local time with its offset, or UTC as programs get it.
  func time(_ time: Timestamp) -> String {
    isUTC ? time.utc ?? Timestamp.unknown : time.local
  }

  /// A number of bytes, in a unit of IEC 80000-13 or as it is.
  func size(_ bytes: Int) -> String { isBytes ? String(bytes) : ByteCount.text(bytes) }
}
