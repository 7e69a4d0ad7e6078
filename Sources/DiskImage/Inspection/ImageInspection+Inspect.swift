public import FileSupport
internal import SystemPackage

extension ImageInspection {
  /// Examines an image file: what its header says, and whether its whole structure holds.
  ///
  /// A name that contradicts the content is one of the refusals, not an error: the content can be
  /// shown all the same.
  ///
  /// - Parameters:
  ///   - declared: the format the user says it has.
  ///   - force: as in `FormatDetection.resolve(declared:detection:fileName:force:)`.
  /// - Throws: `unsupported` where the format cannot be settled or is not known, `corrupt` where
  ///   the header makes no sense or the file ends inside it.
  public static func inspect(
    _ file: any File, declared: DiskFormat? = nil, force: Bool = false,
    monitor: Monitor = .silent
  ) throws -> ImageInspection {
    let detection = try FormatDetection.detect(file)
    let format = try FormatDetection.resolve(
      declared: declared, detection: detection, fileName: nil, force: force)
    var refusals: [PcoccError] = []
    let collect = { (body: () throws -> Void) in
      do {
        try body()
      } catch let error as PcoccError where [.corrupt, .unsupported].contains(error.code) {
        refusals.append(error)
      }
    }
    try collect {
      _ = try FormatDetection.resolve(
        declared: declared, detection: detection, fileName: file.path.lastComponent?.string,
        force: force)
    }
    let header = try header(of: format, file)
    refusals += header.refusals(path: file.path)
    if refusals.isEmpty {
      try collect {
        _ = try ImageGate.admit(
          file, as: format, openingExtents: nil, allowingBacking: false, monitor: monitor)
      }
    }
    return ImageInspection(
      format: format, fileSize: detection.fileSize, virtualSize: header.virtualSize,
      clusterSize: header.unitSize, features: header.featureNames, references: header.references,
      details: header.details,
      refusals: refusals.map(\.message))
  }

  private static func header(of format: DiskFormat, _ file: any File) throws -> any ImageHeader {
    switch format {
    case .raw: try RawContent(file: file)
    case .qcow2: try Qcow2Header(file: file)
    case .qed: try QedHeader(file: file)
    case .vdi: try VdiHeader(file: file)
    case .vpc: try VpcHeader(file: file)
    case .vmdk: try VmdkHeader(file: file)
    }
  }
}
