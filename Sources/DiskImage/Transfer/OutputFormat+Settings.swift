internal import FileSupport

extension OutputFormat {
  /// A format with the options that a user gave for it.
  ///
  /// - Parameter compression: asks for a compressed file of whatever kind the format has; an
  ///   option that says the same in particular goes before it.
  /// - Throws: `usage` where the format has no such option, or cannot be compressed that way.
  public init(
    _ format: DiskFormat, settings: FormatSettings, compression: ClusterCompression? = nil
  ) throws {
    var settings = settings
    switch format {
    case .qcow2: self = .qcow2(try Qcow2Options(&settings, compression: compression))
    case .raw, .qed, .vdi, .vpc, .vmdk:
      guard compression == nil else { throw PcoccError.notCompressed(format) }
      self.init(format)
    }
    try settings.requireAllTaken(by: format)
  }
}

extension PcoccError {
  static func notCompressed(_ format: DiskFormat) -> PcoccError {
    PcoccError(
      .usage, "\(format.rawValue) images are not compressed",
      advice: "leave out --compress, or ask for qcow2")
  }
}
