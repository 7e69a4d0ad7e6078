/// The header of a VDI image, version 1.1 (VirtualBox, VDICore.h, VDIPREHEADER and VDIHEADER1PLUS).
///
/// A parsed one is consistent in itself and with the file's length; its block map lies whole inside
/// the file.
struct VdiHeader: Sendable, Hashable {
  static let signatureOffset = 64
  static let signature: [UInt8] = [0x7f, 0x10, 0xda, 0xbe]
  /// Version 1.1, the only one in use.
  static let version: UInt32 = 0x0001_0001
  /// Bytes of a header without the second geometry, which newer programs add.
  static let minimumLength = 456
  /// Bytes of every block, of the disk as of the file.
  static let blockSize = 1 << 20

  /// How the blocks are stored; the raw values are those of the file.
  enum Kind: UInt32, Sendable {
    case dynamic = 1
    case `static` = 2
    case undo = 3
    case differencing = 4
  }

  var kind: Kind
  /// Hints to the program that wrote the image; they change nothing in its layout.
  var flags: UInt32
  /// Where the block map lies in the file: a number of 32 bits per block.
  var mapOffset: Int
  /// Where block 0 of the file lies.
  var dataOffset: Int
  /// Bytes of the disk, rounded up to whole sectors of 512.
  var virtualSize: Int
  /// Bytes of other data before each block.
  var blockExtra: Int
  /// Entries of the block map; the disk needs no more, but may need fewer.
  var blockCount: Int
  /// How many of them are stored, as the header says.
  var allocatedBlockCount: Int
  var imageID: String?
  /// The image below and the state of it that this one was made on; nil where there is none.
  var linkID: String?
  var parentID: String?

  /// Bytes of the block map; at most 16 GiB.
  var mapSize: Int { blockCount * 4 }
}
