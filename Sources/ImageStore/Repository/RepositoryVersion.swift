internal import FileSupport
internal import SystemPackage
internal import Yams

/// The version of a repository's format, kept in `.config`.
enum RepositoryVersion: Int, Sendable {
  /// Metadata in YAML under hashed names; only read, and upgraded.
  case one = 1
  /// Metadata in JSON under `NAME@REVISION`.
  case two = 2

  /// What `.config` of a new repository holds. pcocc refuses any other key.
  static let newConfiguration = Array("version: 2\n".utf8)

  /// What `.config` says now; nil where there is none.
  static func read(
    _ layout: RepositoryLayout, _ context: StoreContext
  ) throws -> RepositoryVersion? {
    try context.fileSystem.openAgainIfStale(layout.configuration).map { file in
      try RepositoryVersion(
        configuration: try file.contents(limit: 4096), path: layout.configuration)
    }
  }

  /// Understands `.config`; numbers below 2, fractions too, mean version 1, as in pcocc.
  init(configuration: [UInt8], path: FilePath) throws {
    let malformed = PcoccError(
      .corrupt, "not a repository's configuration, expected \"version: 2\"", path: path)
    let text = String(decoding: configuration, as: UTF8.self)
    guard let node = try? YAMLText.compose(text), let mapping = node.mapping,
      mapping.count == 1, let number = mapping["version"]?.float
    else { throw malformed }
    switch number {
    case 0..<2: self = .one
    case 2: self = .two
    default:
      throw PcoccError(
        .unsupported, "repository of version \(mapping["version"]?.string ?? "?")", path: path,
        advice: "a newer release of this program may read it")
    }
  }
}
