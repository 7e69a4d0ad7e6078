internal import FileSupport
internal import SystemPackage

/// An entry of the snapshot table (qcow2 specification, Snapshots): the parts that tell where it
/// and its L1 table lie.
struct Qcow2Snapshot {
  /// Bytes before the extra data.
  static let fixedLength = 40

  /// Bytes of the file, without the padding to a multiple of 8.
  var entry: Range<Int>
  var l1Table: Range<Int>

  /// - Parameter end: where the entry before it ends, or the table begins.
  init(after end: Int, of file: any File, fileSize: Int, _ layout: Qcow2Layout) throws {
    // Entries begin at multiples of 8. The number wraps only at the end of the longest file that
    // can be; a negative offset is refused with the rest.
    let offset = (end &+ 7) & ~7
    guard offset.isInside(fileSize, length: Self.fixedLength) else {
      throw PcoccError.truncatedImage(file.path, "snapshot table lies outside the file")
    }
    let fields = HeaderFields(
      bytes: try file.bytes(at: offset, count: Self.fixedLength), order: .big, path: file.path)
    // Each of them is less than 2^32.
    let length =
      Self.fixedLength + Int(try fields.uint32(36)) + Int(try fields.uint16(12))
      + Int(try fields.uint16(14))
    let l1Offset = try fields.int(0, "offset of a snapshot's L1 table")
    let l1Length = Int(try fields.uint32(8)) * 8
    guard l1Offset % layout.clusterSize == 0 else {
      throw PcoccError.corruptImage(
        file.path, "L1 table of a snapshot at \(l1Offset), which is not aligned")
    }
    guard offset.isInside(fileSize, length: length), l1Offset.isInside(fileSize, length: l1Length)
    else {
      throw PcoccError.truncatedImage(file.path, "a snapshot's tables lie outside the file")
    }
    entry = offset..<offset + length
    l1Table = l1Offset..<l1Offset + l1Length
  }
}
