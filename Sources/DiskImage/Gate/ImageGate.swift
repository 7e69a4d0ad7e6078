public import FileSupport

/// The gate that every image passes before the first byte of it is stored.
///
/// Behind it nothing is judged any more: the format is settled, the image is standalone, uses only
/// features that are known, and all its tables point to where they may.
public enum ImageGate {
  /// Examines the whole structure of a file, but not the content of its disk.
  ///
  /// - Parameters:
  ///   - declared: as the rest in `FormatDetection.resolve(declared:detection:fileName:force:)`.
  ///   - openExtent: opens the files beside it whose names a VMDK has for its extents; nil refuses
  ///     such a VMDK.
  ///   - monitor: is asked whether to go on.
  /// - Throws: `corrupt` or `unsupported`, naming the first thing that speaks against the file.
  public static func admit(
    _ file: any File, declared: DiskFormat?, fileName: String?, force: Bool,
    openingExtents openExtent: ((String) throws -> any File)? = nil, monitor: Monitor = .silent
  ) throws -> AdmittedImage {
    try admit(
      file,
      as: FormatDetection.resolve(
        declared: declared, detection: try FormatDetection.detect(file), fileName: fileName,
        force: force),
      openingExtents: openExtent, monitor: monitor)
  }

  /// Examines a file whose format is settled.
  static func admit(
    _ file: any File, as format: DiskFormat,
    openingExtents openExtent: ((String) throws -> any File)?, monitor: Monitor
  ) throws -> AdmittedImage {
    let reader =
      if format == .vmdk, let openExtent {
        try VmdkReader(file: file, openingExtents: openExtent) as any DiskReader
      } else {
        try ImageReader.open(file, format: format)
      }
    guard format == .qcow2 else {
      try reader.validate()
      return AdmittedImage(reader: reader, isCleanQcow2: false)
    }
    return AdmittedImage(
      reader: reader, isCleanQcow2: try Qcow2Check.run(file, monitor: monitor).isClean)
  }
}
