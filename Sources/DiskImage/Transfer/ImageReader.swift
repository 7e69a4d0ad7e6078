public import FileSupport

/// Opens image files of any format.
public enum ImageReader {
  /// Opens `file`, which is taken for what `format` says.
  ///
  /// - Throws: `corrupt` or `unsupported` where it is not an image that can be read.
  public static func open(
    _ file: any File, format: DiskFormat
  ) throws -> any DiskReader {
    switch format {
    case .raw: try RawReader(file: file)
    case .qcow2: try Qcow2Reader(file: file)
    case .qed: try QedReader(file: file)
    case .vdi: try VdiReader(file: file)
    case .vpc: try VpcReader(file: file)
    case .vmdk: try VmdkReader(file: file)
    }
  }
}
