internal import FileSupport

extension File {
  /// `count` big-endian numbers of 64 bits at `offset`; the caller bounds `count`.
  func bigEndianWords(at offset: Int, count: Int) throws -> [UInt64] {
    var words = [UInt64](repeating: 0, count: count)
    try words.withUnsafeMutableBytes { try readFully(into: $0, at: offset) }
    for index in words.indices { words[index] = UInt64(bigEndian: words[index]) }
    return words
  }
}
