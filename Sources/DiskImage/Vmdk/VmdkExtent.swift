/// A line of a VMDK descriptor that tells where a part of the disk lies (VMware Virtual Disk Format,
/// The Extent Description).
struct VmdkExtent: Sendable, Hashable {
  enum Access: String, Sendable {
    case readWrite = "RW"
    case readOnly = "RDONLY"
    case none = "NOACCESS"
  }

  enum Kind: String, Sendable {
    case flat = "FLAT"
    case sparse = "SPARSE"
    case zero = "ZERO"
    case vmfs = "VMFS"
    case vmfsSparse = "VMFSSPARSE"
    case vmfsDeviceMap = "VMFSRDM"
    case vmfsRawDevice = "VMFSRAW"
    case seSparse = "SESPARSE"
  }

  var access: Access
  /// Bytes of the disk; more than 0.
  var size: Int
  var kind: Kind
  /// nil for those of kind `zero`.
  var fileName: String?
  /// Where the part begins in its file, in bytes.
  var offset: Int

  /// Whether the name tells of another folder, in the syntax of any system.
  var hasPath: Bool {
    // Bytes, because a combining mark after a slash makes it another character.
    fileName?.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") } ?? false
  }
}
