internal import FileSupport
internal import SystemPackage

extension PcoccError {
  private static let forceRaw = "give \"-t raw --force\" to take its bytes as they are"

  /// The file has no bytes.
  static func emptyImage(_ path: FilePath) -> PcoccError {
    PcoccError(
      .unsupported, "the file is empty", path: path,
      advice: "give \"-t raw\" if a disk of no bytes is meant")
  }

  /// The file matches more than one format.
  static func ambiguousFormat(_ path: FilePath, _ names: [String]) -> PcoccError {
    PcoccError(
      .unsupported, "the file matches several formats (\(names.joined(separator: ", ")))",
      path: path,
      advice: "if you trust it and know its format, give \"-t FORMAT --force\"")
  }

  /// The file is of a known format that is not supported.
  static func foreignFormat(
    _ path: FilePath, _ format: ForeignFormat, declared: DiskFormat?
  ) -> PcoccError {
    let claim = declared.map { "declared as \($0.rawValue), but " } ?? ""
    let way = declared == .raw ? "\(format.advice), or \(forceRaw)" : format.advice
    return PcoccError(
      .unsupported, "\(claim)the file is \(format.predicate)", path: path, advice: way)
  }

  /// What the user or the file's name says is not what the content says.
  static func formatContradiction(
    _ path: FilePath, isDeclared: Bool, claimed: DiskFormat, content: DiskFormat
  ) -> PcoccError {
    let claim = isDeclared ? "declared as \(claimed.rawValue)" : "the name says \(claimed.rawValue)"
    let way =
      switch (claimed, content) {
      case (_, .raw): "give \"-t raw\" to take its bytes as they are"
      case (.raw, _): "give \"-t \(content.rawValue)\" to read it as such, or \(forceRaw)"
      default: "give \"-t \(content.rawValue)\" to read it as such"
      }
    return PcoccError(
      .unsupported, "\(claim), but the content is \(content.rawValue)", path: path, advice: way)
  }
}
