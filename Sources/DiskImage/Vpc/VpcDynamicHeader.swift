internal import FileSupport
internal import SystemPackage

/// The second header of dynamic and differencing VHD images (Virtual Hard Disk Image Format
/// Specification, Dynamic Disk Header Format).
struct VpcDynamicHeader: Sendable, Hashable {
  static let cookie = "cxsparse"
  static let length = 1024

  /// Where the block allocation table lies: a sector number of 32 bits per block.
  var tableOffset: Int
  /// Entries of the table; the disk needs no more, but may need fewer.
  var blockCount: Int
  /// Bytes of a block without its bitmap; a power of two from 512.
  var blockSize: Int
  var parentID: String?
  /// The parent's file name; only differencing images have one.
  var parentName: String

  /// - Parameter fields: the 1024 bytes.
  /// - Throws: `corrupt` for a wrong cookie, checksum or number, `unsupported` for other versions.
  init(_ fields: HeaderFields) throws {
    guard try fields.slice(0..<Self.cookie.utf8.count).elementsEqual(Self.cookie.utf8) else {
      throw PcoccError.corruptImage(fields.path, "it has no VHD dynamic header where it should be")
    }
    guard try fields.vpcChecksum(at: 36, length: Self.length) == fields.uint32(36) else {
      throw PcoccError.corruptImage(fields.path, "the checksum of the VHD dynamic header is wrong")
    }
    let version = try fields.uint32(24)
    guard version >> 16 == 1 else {
      throw PcoccError.unsupportedImage(fields.path, "VHD dynamic header version \(version >> 16)")
    }
    tableOffset = try fields.int(16, "offset of the block allocation table")
    blockCount = Int(try fields.uint32(28))
    blockSize = Int(try fields.uint32(32))
    parentID = try fields.uuid(40)
    let name = try stride(from: 64, to: 576, by: 2).map(fields.uint16).prefix { $0 != 0 }
    parentName = String(decoding: name, as: UTF16.self)
    guard blockSize.isPowerOfTwo, blockSize >= 512 else {
      throw PcoccError.corruptImage(
        fields.path, "blocks of \(blockSize) bytes, which must be a power of two from 512")
    }
  }

  /// Bytes of the table; at most 16 GiB.
  var tableSize: Int { blockCount * 4 }

  /// Bytes of the bitmap before the data of each block: a bit per sector, whole sectors.
  var bitmapSize: Int { (blockSize / 512).dividedRoundingUp(by: 8 * 512) * 512 }
}
