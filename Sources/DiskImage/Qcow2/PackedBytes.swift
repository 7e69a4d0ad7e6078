internal import FileSupport

/// Packed clusters that lie one behind the other in a chunk as in the file, to be written at once.
struct PackedBytes {
  let chunk: Chunk
  private var range = 0..<0
  private var offset = 0

  init(_ chunk: Chunk) { self.chunk = chunk }

  /// Adds a range of the chunk that goes to `offset` of the file.
  mutating func add(_ range: Range<Int>, at offset: Int, _ file: FileWriter) throws {
    if range.lowerBound == self.range.upperBound, offset == self.offset + self.range.count {
      self.range = self.range.lowerBound..<range.upperBound
    } else {
      try write(to: file)
      self.range = range
      self.offset = offset
    }
  }

  mutating func write(to file: FileWriter) throws {
    guard !range.isEmpty else { return }
    try file.write(chunk, range, at: offset)
    range = 0..<0
  }
}
