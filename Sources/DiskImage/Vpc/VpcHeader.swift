/// What describes a VHD image: its footer, and the dynamic header of those that have one.
///
/// A parsed one is consistent in itself and with the file's length; its block allocation table lies
/// whole inside the file, between the headers and the footer.
struct VpcHeader: Sendable, Hashable {
  /// The largest disk: 2040 GiB, in bytes.
  static let maximumSize = 0xff00_0000 * 512

  var footer: VpcFooter
  /// nil for a fixed image, whose disk lies in one piece from the start of the file.
  var dynamic: VpcDynamicHeader?

  /// Bytes of the disk.
  var virtualSize: Int { footer.virtualSize }
}
