public import FileSupport

/// Opens image files of any format.
public enum ImageReader {
  /// Opens `file`, which is taken for what `format` says.
  ///
  /// - Parameter allowingBacking: takes a qcow2 image with a backing file; what shows through is
  ///   `unallocated`.
  /// - Throws: `corrupt` or `unsupported` where it is not an image that can be read.
  public static func open(
    _ file: any File, format: DiskFormat, allowingBacking: Bool = false
  ) throws -> any DiskReader {
    switch format {
    case .raw: try RawReader(file: file)
    case .qcow2: try Qcow2Reader(file: file, allowingBacking: allowingBacking)
    case .vpc: try VpcReader(file: file)
    case .vmdk: try VmdkReader(file: file)
    case .qed, .vdi:
      throw PcoccError(.unsupported, "cannot read \(format.rawValue) yet")
    }
  }
}
