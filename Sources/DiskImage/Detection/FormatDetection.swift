public import FileSupport
internal import SystemPackage

/// Tells the format of an image file.
public enum FormatDetection {
  /// Looks for the signatures of all known formats at both ends of a file.
  ///
  /// Reads at most 65 KiB and judges nothing; see `resolve(declared:detection:fileName:force:)`.
  public static func detect(_ file: any File) throws -> Detection {
    let signature = try FileSignature(file)
    let formats = DiskFormat.allCases.filter(signature.matches)
    return Detection(
      path: signature.path, fileSize: signature.size, formats: formats,
      foreignFormats: ForeignFormat.allCases.filter(signature.matches),
      hasDoubtfulVpcFooter: signature.hasVpcFooter && !formats.contains(.vpc))
  }

  /// The format as which a file is to be read.
  ///
  /// What the user says comes first, then the content, then the name's extension, then raw; and
  /// they must not contradict each other. So what a guest wrote into the first sectors of its raw
  /// disk never chooses the format by itself.
  ///
  /// - Parameters:
  ///   - declared: what the user says.
  ///   - fileName: the file's name, or nil where it has none.
  ///   - force: takes the user's word where the content has other signatures too: any bytes as
  ///     raw, and a file that matches several formats as the one declared.
  /// - Throws: `unsupported` with the option that would settle it.
  public static func resolve(
    declared: DiskFormat?, detection: Detection, fileName: String?, force: Bool
  ) throws -> DiskFormat {
    if let declared, force, declared == .raw || detection.formats.contains(declared) {
      return declared
    }
    let content = try content(detection, declared: declared)
    let named = DiskFormat(fileExtension: fileName.flatMap { FilePath($0).extension })
    guard let claimed = declared ?? named, claimed != content else { return content }
    // The parser of the footer says better what is wrong with it.
    if claimed == .vpc && content == .raw && detection.hasDoubtfulVpcFooter { return .vpc }
    throw PcoccError.formatContradiction(
      detection.path, isDeclared: declared != nil, claimed: claimed, content: content)
  }

  /// The one format that the content speaks for.
  private static func content(
    _ detection: Detection, declared: DiskFormat?
  ) throws -> DiskFormat {
    guard detection.fileSize > 0 || declared == .raw else {
      throw PcoccError.emptyImage(detection.path)
    }
    guard detection.names.count <= 1 else {
      throw PcoccError.ambiguousFormat(detection.path, detection.names)
    }
    if let foreign = detection.foreignFormats.first {
      throw PcoccError.foreignFormat(detection.path, foreign, declared: declared)
    }
    return detection.formats.first ?? .raw
  }
}
