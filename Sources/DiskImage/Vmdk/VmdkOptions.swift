internal import FileSupport

/// How a VMDK image is written, always as one file.
public struct VmdkOptions: Sendable, Hashable {
  /// How the disk is stored; the raw values are those of `subformat` of qemu-img, and what the
  /// image's descriptor says.
  public enum Subformat: String, Sendable, CaseIterable {
    /// Grains as they are; those that hold nothing but zeros take no place.
    case monolithicSparse
    /// Compressed grains, in the form in which disks are shipped.
    case streamOptimized
  }

  /// How the disk is stored.
  public var subformat: Subformat
  /// The file's own name, as its descriptor repeats it.
  public let extentName: String

  /// - Parameter extentName: the name the file will have. Another one stands in for those that a
  ///   descriptor cannot hold: nothing is looked up by it.
  public init(subformat: Subformat = .monolithicSparse, extentName: String? = nil) {
    self.subformat = subformat
    self.extentName = extentName.flatMap { Self.isExtentName($0) ? $0 : nil } ?? "disk.vmdk"
  }

  /// What users call by the names that `qemu-img create` has for the same.
  ///
  /// - Parameter compression: makes it streamOptimized, which knows deflate only.
  init(
    _ settings: inout FormatSettings, compression: ClusterCompression?, extentName: String?
  ) throws {
    let subformats = Subformat.allCases.map { ($0.rawValue, $0) }
    let subformat = try settings.take("subformat", oneOf: subformats)
    guard compression != .zstd, compression == nil || subformat != .monolithicSparse else {
      throw PcoccError(
        .usage, "vmdk images are compressed with zlib, as streamOptimized",
        advice: "use --compress=zlib, and no other subformat")
    }
    let usual = compression == nil ? Subformat.monolithicSparse : .streamOptimized
    self.init(subformat: subformat ?? usual, extentName: extentName)
  }

  /// Whether every program takes it: printable ASCII without quotes and separators.
  private static func isExtentName(_ name: String) -> Bool {
    (1...200).contains(name.utf8.count)
      && name.utf8.allSatisfy {
        0x20..<0x7f ~= $0 && !"\"/\\".utf8.contains($0)
      }
  }

  /// The header of a new image for a disk of `size` bytes, with no directory placed yet.
  ///
  /// - Throws: `unsupported` where a VMDK cannot hold the disk.
  func header(forDiskOf size: Int) throws -> VmdkSparseHeader {
    guard size > 0 else {
      throw PcoccError(
        .unsupported, "a disk of 0 bytes cannot be a VMDK", advice: "choose another format")
    }
    let isStream = subformat == .streamOptimized
    let header = VmdkSparseHeader(
      version: isStream ? 3 : 1,
      flags: isStream
        ? [.lineEndTest, .compressed, .markers] : [.lineEndTest, .redundantDirectory],
      capacity: size.dividedRoundingUp(by: 512) * 512,
      grainSize: VmdkSparseHeader.usualGrainSize,
      descriptor: VmdkSparseHeader.length..<VmdkSparseHeader.length * 21, directoryOffset: 0,
      hasFooter: isStream, isUnclean: false)
    guard header.directorySize <= VmdkSparseHeader.maximumDirectorySize else {
      throw PcoccError.vmdkTooLarge(size)
    }
    return header
  }
}

extension PcoccError {
  /// The places of grains are sector numbers of 32 bits.
  static func vmdkTooLarge(_ size: Int) -> PcoccError {
    PcoccError(
      .unsupported,
      "a disk of \(size) bytes, as far as it holds data, is too large for a VMDK in one file",
      advice: "choose another format")
  }
}
