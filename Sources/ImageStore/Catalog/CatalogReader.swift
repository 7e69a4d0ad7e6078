/// Reads a catalog's bytes from front to back; nil for what a catalog does not hold.
struct CatalogReader {
  let bytes: [UInt8]
  private var offset = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { offset == bytes.count }
  /// What has not been read yet.
  var rest: ArraySlice<UInt8> { bytes[offset...] }

  mutating func line() -> String? {
    guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    defer { offset = end + 1 }
    return String(decoding: bytes[offset..<end], as: UTF8.self)
  }

  mutating func folder() -> CatalogFolder? {
    guard let entryCount = count(), let nameCount = count(), let stamp = stamp() else { return nil }
    var folder = CatalogFolder(stamp: stamp.unlessNone)
    for _ in 0..<nameCount {
      guard let name = line() else { return nil }
      folder.names.append(name)
    }
    // A name and its stamp are no less, however many the line says.
    folder.entries.reserveCapacity(min(entryCount, rest.count / 16))
    for _ in 0..<entryCount {
      guard let (name, entry) = entry() else { return nil }
      folder.entries[name] = entry
    }
    return folder
  }

  private mutating func entry() -> (String, CatalogFolder.Entry)? {
    guard let size = count(), let flag = count(), let stamp = stamp(), let name = line(),
      size <= bytes.count - offset
    else { return nil }
    defer { offset += size }
    return (
      name,
      CatalogFolder.Entry(
        stamp: stamp.unlessNone, isCurrent: flag == 1, bytes: bytes[offset..<offset + size])
    )
  }

  private mutating func stamp() -> FileStamp? {
    guard let inode = number(), let size = count(), let modified = number(), let changed = number()
    else { return nil }
    return FileStamp(inode: inode, size: size, modified: modified, changed: changed)
  }

  private mutating func count() -> Int? { number().flatMap { Int(exactly: $0) } }

  /// Decimal digits, and the blank or the end of the line behind them.
  private mutating func number() -> UInt64? {
    var value: UInt64 = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") { return value }
      let (tens, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isOver) = tens.addingReportingOverflow(UInt64(byte &- UInt8(ascii: "0")))
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), !isTooLarge, !isOver else {
        return nil
      }
      value = sum
    }
    return nil
  }
}
