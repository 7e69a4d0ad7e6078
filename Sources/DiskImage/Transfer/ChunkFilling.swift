internal import FileSupport

/// A chunk and the parts of a disk that belong into it, collected before they are read.
struct ChunkFilling: Sendable {
  private struct Part: Sendable {
    var extent: Extent
    var position: Int
  }

  let chunk: Chunk
  private(set) var used = 0
  private var parts: [Part] = []

  init(_ chunk: Chunk) { self.chunk = chunk }

  /// Bytes that still go in.
  var room: Int { chunk.buffer.count - used }

  /// Adds bytes, at most as many as there is room for.
  mutating func append(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { chunk[used..<used + bytes.count].copyMemory(from: $0) }
    used += bytes.count
  }

  mutating func append(zeros count: Int) {
    chunk[used..<used + count].initializeMemory(as: UInt8.self, repeating: 0)
    used += count
  }

  mutating func append(_ extent: Extent) {
    guard extent.isStored else { return append(zeros: extent.range.count) }
    if let last = parts.indices.last, let joined = parts[last].extent.joined(extent),
      parts[last].position + parts[last].extent.range.count == used
    {
      parts[last].extent = joined
    } else {
      parts.append(Part(extent: extent, position: used))
    }
    used += extent.range.count
  }

  /// Adds a range of the disk for which there is room; the part behind its end reads as zeros.
  mutating func append(_ range: Range<Int>, _ cursor: inout ExtentCursor) throws {
    let disk = range.clamped(to: 0..<cursor.reader.virtualSize)
    var offset = range.lowerBound
    while offset < disk.upperBound {
      let extent = try cursor.extent(at: offset, in: disk)
      append(extent)
      offset = extent.range.upperBound
    }
    append(zeros: range.upperBound - offset)
  }

  /// Reads what was collected.
  func fill(from reader: any DiskReader) throws {
    chunk.count = used
    for part in parts {
      let range = part.position..<part.position + part.extent.range.count
      try reader.read(part.extent, into: chunk[range])
    }
  }
}

extension Extent {
  /// This one and `next` as one, where both are stored one behind the other as they are.
  fileprivate func joined(_ next: Extent) -> Extent? {
    guard case .plain(let offset) = content, next.layer == layer,
      next.range.lowerBound == range.upperBound,
      next.content == .plain(fileOffset: offset + range.count)
    else { return nil }
    return Extent(
      range: range.lowerBound..<next.range.upperBound, content: content, layer: layer)
  }
}
