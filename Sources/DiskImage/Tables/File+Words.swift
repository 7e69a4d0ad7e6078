internal import FileSupport

extension File {
  /// `count` numbers at `offset`; the caller bounds `count`.
  func words<Word: FixedWidthInteger>(
    at offset: Int, count: Int, _ order: HeaderFields.ByteOrder
  ) throws -> [Word] {
    var words = [Word](repeating: 0, count: count)
    try words.withUnsafeMutableBytes { try readFully(into: $0, at: offset) }
    for index in words.indices {
      words[index] =
        order == .big ? Word(bigEndian: words[index]) : Word(littleEndian: words[index])
    }
    return words
  }
}
