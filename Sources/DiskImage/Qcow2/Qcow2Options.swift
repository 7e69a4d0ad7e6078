internal import FileSupport

/// How a qcow2 image is written.
public struct Qcow2Options: Sendable, Hashable {
  /// The version of the header: `compat=0.10` and `compat=1.1` of qemu-img.
  public enum Version: Int, Sendable, CaseIterable {
    /// Read by every QEMU; knows no zstd.
    case two = 2
    /// Read by QEMU 1.1 and later.
    case three = 3
  }

  /// The version of the header, which decides what programs can read the image.
  public var version: Version
  /// Bytes per cluster; a power of two from 512 to 2 MiB.
  public var clusterSize: Int
  /// Packs the clusters; nil leaves them as they are.
  public var compression: ClusterCompression?

  /// Bytes per cluster where none are asked for.
  public static let defaultClusterSize = 64 << 10

  /// The defaults are those of qemu-img: version 3, clusters of 64 KiB, nothing compressed.
  public init(
    version: Version = .three, clusterSize: Int = defaultClusterSize,
    compression: ClusterCompression? = nil
  ) {
    self.version = version
    self.clusterSize = clusterSize
    self.compression = compression
  }

  /// Whether `size` is one that a cluster can have.
  public static func isClusterSize(_ size: Int) -> Bool {
    size.isPowerOfTwo && Qcow2Layout.clusterBitsRange.contains(size.trailingZeroBitCount)
  }

  var layout: Qcow2Layout {
    Qcow2Layout(clusterBits: clusterSize.trailingZeroBitCount, hasExtendedL2: false)
  }

  /// The header of a new image for a disk of `size` bytes, with no table placed yet.
  ///
  /// - Throws: `usage` where the options contradict each other, `unsupported` where QEMU would not
  ///   read the L1 table because of its size.
  func header(forDiskOf size: Int) throws -> Qcow2Header {
    guard Self.isClusterSize(clusterSize) else {
      throw PcoccError(
        .usage, "qcow2 clusters of \(clusterSize) bytes",
        advice: "choose a power of two from 512 to 2 MiB")
    }
    guard version == .three || compression != .zstd else {
      throw PcoccError.zstdInVersion2
    }
    guard layout.l1Entries(forDiskSize: size) <= Qcow2Header.maximumL1Count else {
      throw PcoccError.qcow2TooLarge(size, clusterSize: clusterSize)
    }
    var header = Qcow2Header(
      version: version.rawValue, clusterBits: layout.clusterBits,
      virtualSize: size.dividedRoundingUp(by: 512) * 512, compression: compression ?? .zlib)
    header.l1Count = layout.l1Entries(forDiskSize: size)
    return header
  }
}

extension PcoccError {
  static func qcow2TooLarge(_ size: Int, clusterSize: Int) -> PcoccError {
    PcoccError(
      .unsupported,
      "a disk of \(size) bytes is too large for a qcow2 image with clusters of \(clusterSize)",
      advice: "choose larger clusters, of up to 2 MiB")
  }
}
