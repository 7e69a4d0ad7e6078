internal import FileSupport

/// How a VDI image is written.
public struct VdiOptions: Sendable, Hashable {
  /// How the disk is stored; the raw values are those of the option `subformat`.
  public enum Subformat: String, Sendable, CaseIterable {
    /// Blocks that hold nothing but zeros take no place.
    case dynamic
    /// All blocks are in the file, in order.
    case `static`
  }

  /// How the disk is stored.
  public var subformat: Subformat

  /// The default leaves out blocks of zeros, as qemu-img does.
  public init(subformat: Subformat = .dynamic) { self.subformat = subformat }

  init(_ settings: inout FormatSettings) throws {
    let subformats = Subformat.allCases.map { ($0.rawValue, $0) }
    self.init(subformat: try settings.take("subformat", oneOf: subformats) ?? .dynamic)
  }

  /// The header of a new image for a disk of `size` bytes.
  ///
  /// - Throws: `unsupported` where the block map cannot be that long.
  func header(forDiskOf size: Int) throws -> VdiHeader {
    let blocks = size.dividedRoundingUp(by: VdiHeader.blockSize)
    // QEMU takes maps of this many entries.
    guard blocks <= 0x1fff_ff80 else {
      throw PcoccError(
        .unsupported, "a disk of \(size) bytes is too large for a VDI image",
        advice: "choose another format")
    }
    let mapEnd = VdiHeader.newMapOffset + blocks * 4
    return VdiHeader(
      kind: subformat == .dynamic ? .dynamic : .static, flags: 0,
      mapOffset: VdiHeader.newMapOffset,
      dataOffset: mapEnd.dividedRoundingUp(by: VdiHeader.newAlignment) * VdiHeader.newAlignment,
      virtualSize: size.dividedRoundingUp(by: 512) * 512, blockExtra: 0, blockCount: blocks,
      allocatedBlockCount: blocks)
  }
}
