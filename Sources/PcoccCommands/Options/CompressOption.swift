internal import ArgumentParser
internal import DiskImage

/// Whether clusters are packed. A bare `--compress` means zlib; see `CommandLineArguments`.
struct CompressOption: ParsableArguments {
  @Option(
    name: .customLong("compress"),
    help: ArgumentHelp(
      "Compress the image; --compress alone means zlib, which every reader knows",
      valueName: "zlib|zstd"),
    completion: .list(ClusterCompression.names),
    transform: { text in
      guard let compression = ClusterCompression(name: text) else {
        throw ValidationError("expected \(ClusterCompression.names.joined(separator: " or "))")
      }
      return compression
    })
  var compression: ClusterCompression?
}

extension ClusterCompression {
  static let names = allCases.map { "\($0)" }

  init?(name: String) {
    guard let found = Self.allCases.first(where: { "\($0)" == name.lowercased() }) else {
      return nil
    }
    self = found
  }
}
