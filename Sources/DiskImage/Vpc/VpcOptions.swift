internal import FileSupport

/// How a VHD image is written.
public struct VpcOptions: Sendable, Hashable {
  /// How the disk is stored; the raw values are those of `subformat` of qemu-img.
  public enum Subformat: String, Sendable, CaseIterable {
    /// Blocks that hold nothing but zeros take no place.
    case dynamic
    /// The whole disk in one piece.
    case fixed
  }

  /// How the disk is stored.
  public var subformat: Subformat
  /// Keeps the size of the disk, as `force_size` of qemu-img does. Without it the disk grows to
  /// whole cylinders of the geometry, for programs that take the size from there.
  public var forceSize: Bool

  /// The defaults leave out blocks of zeros and, other than qemu-img, keep the size of the disk.
  public init(subformat: Subformat = .dynamic, forceSize: Bool = true) {
    self.subformat = subformat
    self.forceSize = forceSize
  }

  /// What users call by the names that `qemu-img create` has for the same.
  init(_ settings: inout FormatSettings) throws {
    let subformats = Subformat.allCases.map { ($0.rawValue, $0) }
    self.init(subformat: try settings.take("subformat", oneOf: subformats) ?? .dynamic)
  }

  /// The size in bytes that a disk of `size` gets, and its geometry.
  ///
  /// - Throws: `unsupported` where a VHD cannot hold it.
  func disk(ofSize size: Int) throws -> (size: Int, geometry: VpcGeometry) {
    guard size <= VpcHeader.maximumSize else {
      throw PcoccError(
        .unsupported,
        "a disk of \(size) bytes is too large for a VHD, which has at most"
          + " \(VpcHeader.maximumSize)",
        advice: "choose another format")
    }
    // Its footer would be both the first and the last sector of the file.
    guard size > 0 || subformat == .dynamic else {
      throw PcoccError(
        .unsupported, "a disk of 0 bytes cannot be a fixed VHD", advice: "choose a dynamic one")
    }
    let sectors = size.dividedRoundingUp(by: 512)
    if forceSize { return (sectors * 512, VpcGeometry(sectors: sectors)) }
    let geometry = VpcGeometry(holding: sectors)
    return (max(sectors * 512, geometry.size), geometry)
  }
}
