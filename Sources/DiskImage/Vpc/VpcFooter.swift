internal import FileSupport
internal import SystemPackage

/// The footer of a VHD image, which dynamic ones repeat at the start of the file (Virtual Hard Disk
/// Image Format Specification, Hard Disk Footer Format).
///
/// A parsed one has the right cookie and checksum; its numbers are as they stand in the file.
struct VpcFooter: Sendable, Hashable {
  static let cookie = "conectix"
  static let length = 512

  /// How the disk is stored; the raw values are those of the file.
  enum Kind: UInt32, Sendable {
    case fixed = 2
    case dynamic = 3
    case differencing = 4
  }

  var kind: Kind
  /// The upper half is the major number.
  var version: UInt32
  /// Where the dynamic header lies; nil where there is none.
  var dataOffset: Int?
  /// The program that wrote the image: four characters.
  var creator: String
  /// Bytes of the disk, as far as the geometry does not count.
  var currentSize: Int
  var geometry: VpcGeometry
  var uniqueID: String?
  /// Whether the image belongs to the saved state of a virtual machine.
  var isSavedState: Bool

  /// - Parameter fields: the 512 bytes.
  /// - Throws: `corrupt` for a wrong cookie, checksum or number, `unsupported` for other kinds.
  init(_ fields: HeaderFields) throws {
    try Self.validate(fields)
    let kind = try fields.uint32(60)
    guard let kind = Kind(rawValue: kind) else {
      throw PcoccError.unsupportedImage(fields.path, "VHD type \(kind)")
    }
    self.kind = kind
    version = try fields.uint32(12)
    // All ones in fixed images.
    dataOffset = Int(exactly: try fields.uint64(16))
    creator = try fields.text(28..<32)
    currentSize = try fields.int(48, "disk size")
    geometry = VpcGeometry(
      cylinders: Int(try fields.uint16(56)), heads: Int(try fields.uint8(58)),
      sectorsPerTrack: Int(try fields.uint8(59)))
    uniqueID = try fields.uuid(68)
    isSavedState = try fields.uint8(84) != 0
  }

  private static func validate(_ fields: HeaderFields) throws {
    guard try fields.slice(0..<cookie.utf8.count).elementsEqual(cookie.utf8) else {
      throw PcoccError.corruptImage(fields.path, "it has no VHD footer")
    }
    guard try fields.vpcChecksum(at: 64, length: length) == fields.uint32(64) else {
      throw PcoccError.corruptImage(fields.path, "the checksum of the VHD footer is wrong")
    }
  }

  /// Bytes of the disk as the creator meant it.
  ///
  /// Virtual PC, and QEMU where it writes as it does, mean the geometry, unless it is the largest
  /// there is; all others the size field. So does QEMU since version 10.
  var virtualSize: Int {
    let meansGeometry = creator == "vpc " || creator == "qemu"
    return meansGeometry && geometry != .largest ? geometry.size : currentSize
  }
}

extension HeaderFields {
  /// The checksum of the first `length` bytes, its own field at `offset` left out.
  func vpcChecksum(at offset: Int, length: Int) throws -> UInt32 {
    .vpcChecksum(of: try slice(0..<offset) + slice(offset + 4..<length))
  }
}

extension UInt32 {
  /// The ones' complement of the sum of some bytes (Virtual Hard Disk Image Format Specification,
  /// Checksum).
  static func vpcChecksum(of bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(0) { $0 + UInt32($1) }
  }
}
