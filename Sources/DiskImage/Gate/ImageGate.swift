public import FileSupport

/// The gate that every image passes before the first byte of it is stored.
///
/// Behind it nothing is judged any more: the format is settled, the image is standalone unless an
/// overlay was asked for, uses only features that are known, and all its tables point to where they
/// may.
public enum ImageGate {
  /// Examines the whole structure of a file, but not the content of its disk.
  ///
  /// - Parameters:
  ///   - declared: as the rest in `FormatDetection.resolve(declared:detection:fileName:force:)`.
  ///   - openExtent: opens the files beside it whose names a VMDK has for its extents; nil refuses
  ///     such a VMDK.
  ///   - allowingBacking: takes a qcow2 overlay; what it names as its backing file is left to the
  ///     caller, who must not trust it.
  ///   - monitor: is asked whether to go on.
  /// - Throws: `corrupt` or `unsupported`, naming the first thing that speaks against the file.
  public static func admit(
    _ file: any File, declared: DiskFormat?, fileName: String?, force: Bool,
    openingExtents openExtent: ((String) throws -> any File)? = nil,
    allowingBacking: Bool = false, monitor: Monitor = .silent
  ) throws -> AdmittedImage {
    try admit(
      file,
      as: FormatDetection.resolve(
        declared: declared, detection: try FormatDetection.detect(file), fileName: fileName,
        force: force),
      openingExtents: openExtent, allowingBacking: allowingBacking, monitor: monitor)
  }

  /// Examines a file whose format is settled.
  static func admit(
    _ file: any File, as format: DiskFormat,
    openingExtents openExtent: ((String) throws -> any File)?, allowingBacking: Bool,
    monitor: Monitor
  ) throws -> AdmittedImage {
    guard format != .qcow2 else {
      return try admitQcow2(file, allowingBacking: allowingBacking, monitor)
    }
    let reader =
      if format == .vmdk, let openExtent {
        try VmdkReader(file: file, openingExtents: openExtent) as any DiskReader
      } else {
        try ImageReader.open(file, format: format)
      }
    try reader.validate()
    return AdmittedImage(reader: reader, isCleanQcow2: false, backing: nil)
  }

  private static func admitQcow2(
    _ file: any File, allowingBacking: Bool, _ monitor: Monitor
  ) throws -> AdmittedImage {
    let reader = try Qcow2Reader(file: file, allowingBacking: allowingBacking)
    let check = try Qcow2Check.run(file, allowingBacking: allowingBacking, monitor: monitor)
    return AdmittedImage(
      reader: reader, isCleanQcow2: check.isClean,
      backing: reader.header.backingName.map {
        BackingReference(name: $0, format: reader.header.extensions.backingFormat)
      })
  }
}
