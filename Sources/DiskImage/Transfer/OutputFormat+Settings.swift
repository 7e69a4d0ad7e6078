internal import FileSupport

extension OutputFormat {
  /// A format with the options that a user gave for it.
  ///
  /// - Parameters:
  ///   - compression: asks for a compressed file of whatever kind the format has; an option that
  ///     says the same in particular goes before it.
  ///   - fileName: the name that the file will have; some formats repeat it inside.
  /// - Throws: `usage` where the format has no such option, or cannot be compressed that way.
  public init(
    _ format: DiskFormat, settings: FormatSettings, compression: ClusterCompression? = nil,
    fileName: String? = nil
  ) throws {
    var settings = settings
    switch format {
    case .qcow2: self = .qcow2(try Qcow2Options(&settings, compression: compression))
    case .vmdk:
      self = .vmdk(
        try VmdkOptions(&settings, compression: compression, extentName: fileName))
    case .raw, .qed, .vdi, .vpc:
      guard compression == nil else { throw PcoccError.notCompressed(format) }
      self = try OutputFormat(format, &settings)
    }
    try settings.requireAllTaken(by: format)
  }

  /// A format that is never compressed.
  private init(_ format: DiskFormat, _ settings: inout FormatSettings) throws {
    switch format {
    case .qed: self = .qed(try QedOptions(&settings))
    case .vdi: self = .vdi(try VdiOptions(&settings))
    case .vpc: self = .vpc(try VpcOptions(&settings))
    case .raw, .qcow2, .vmdk: self.init(format)
    }
  }
}

extension PcoccError {
  static func notCompressed(_ format: DiskFormat) -> PcoccError {
    PcoccError(
      .usage, "\(format.rawValue) images are not compressed",
      advice: "leave out --compress, or ask for qcow2 or vmdk")
  }
}
