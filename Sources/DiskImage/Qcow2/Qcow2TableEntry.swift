/// An entry of the L1 or of the refcount table: where a table of one cluster lies.
struct Qcow2TableEntry {
  /// L1: the reference count of the L2 table is 1 (qcow2 specification, L1 table entry).
  static let copied: UInt64 = 1 << 63
  static let l1Offset: UInt64 = 0x00ff_ffff_ffff_fe00
  /// Qcow2 specification, Refcount table entry.
  static let refcountOffset: UInt64 = 0xffff_ffff_ffff_fe00

  /// Where the table lies in the file; nil where there is none.
  var offset: Int?
  var isCopied: Bool

  init(l1 word: UInt64, _ layout: Qcow2Layout) throws(Qcow2EntryProblem) {
    guard word & ~(Self.copied | Self.l1Offset) == 0 else { throw .reservedBits }
    isCopied = word & Self.copied != 0
    offset = try Self.offset(word & Self.l1Offset, layout)
  }

  init(refcount word: UInt64, _ layout: Qcow2Layout) throws(Qcow2EntryProblem) {
    guard word & ~Self.refcountOffset == 0 else { throw .reservedBits }
    isCopied = false
    offset = try Self.offset(word, layout)
  }

  /// The table's offset, once the whole cluster is known to be in the file.
  func offset(
    insideFileOf size: Int, _ layout: Qcow2Layout
  ) throws(Qcow2EntryProblem) -> Int? {
    guard let offset else { return nil }
    guard offset.isInside(size, length: layout.clusterSize) else { throw .outsideFile }
    return offset
  }

  private static func offset(
    _ word: UInt64, _ layout: Qcow2Layout
  ) throws(Qcow2EntryProblem) -> Int? {
    guard word != 0 else { return nil }
    guard let offset = Int(exactly: word) else { throw .outsideFile }
    guard offset & (layout.clusterSize - 1) == 0 else { throw .notAligned }
    return offset
  }
}
