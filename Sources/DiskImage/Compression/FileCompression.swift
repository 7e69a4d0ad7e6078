/// How a file is compressed as a whole, as those that vendors publish are.
public enum FileCompression: Sendable, CaseIterable {
  /// RFC 1952.
  case gzip
  /// RFC 8878.
  case zstd

  /// The compression of a file, where its first bytes speak for one that is unpacked here and for
  /// nothing else.
  public init?(_ detection: Detection) {
    guard detection.formats.isEmpty, detection.foreignFormats.count == 1 else { return nil }
    switch detection.foreignFormats.first {
    case .gzip: self = .gzip
    case .zstd: self = .zstd
    default: return nil
    }
  }

  /// The name that a file had before it was compressed.
  public func originalName(of name: String) -> String {
    let lowercased = name.lowercased()
    guard let suffix = suffixes.first(where: lowercased.hasSuffix) else { return name }
    return String(name.dropLast(suffix.count))
  }

  private var suffixes: [String] {
    switch self {
    case .gzip: [".gz", ".gzip"]
    case .zstd: [".zst", ".zstd"]
    }
  }

  func makeUnpacker() throws -> any StreamUnpacker {
    switch self {
    case .gzip: try GzipUnpacker()
    case .zstd: try ZstandardUnpacker()
    }
  }
}
