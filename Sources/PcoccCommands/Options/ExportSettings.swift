internal import DiskImage
internal import FileSupport

/// The argument of `export -o`: `KEY=VALUE[,KEY=VALUE...]`.
struct ExportSettings {
  private static let keys = [
    "cluster_size": "bytes from 512 to 2M, a power of two", "compat": "0.10 or 1.1",
    "compression": "zlib or zstd",
  ]

  private(set) var options = Qcow2Options()

  /// - Parameters:
  ///   - lists: the argument of each `-o`.
  ///   - compression: what `--compress` asked for.
  init(_ lists: [String], compression: ClusterCompression?) throws {
    options.compression = compression
    for setting in lists.flatMap({ $0.split(separator: ",") }) {
      let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw PcoccError.usage("bad option \"\(setting)\"", advice: "expected KEY=VALUE")
      }
      try set(parts[0], parts[1])
    }
    if options.version == .two, options.compression == .zstd {
      throw PcoccError.usage(
        "qcow2 version 2 knows no zstd", advice: "use compat=1.1 or compression=zlib")
    }
  }

  private mutating func set(_ key: String, _ value: String) throws {
    guard let expected = Self.keys[key] else {
      throw PcoccError.usage(
        "unknown option \"\(key)\"",
        advice: "there are: \(Self.keys.keys.sorted().joined(separator: ", "))")
    }
    guard apply(key, value.lowercased()) else {
      throw PcoccError.usage(
        "bad value \"\(value)\" of option \(key)", advice: "expected \(expected)")
    }
  }

  private mutating func apply(_ key: String, _ value: String) -> Bool {
    switch key {
    case "cluster_size":
      guard let size = Self.size(value), Qcow2Options.isClusterSize(size) else { return false }
      options.clusterSize = size
    case "compat":
      guard let version = Self.versions[value] else { return false }
      options.version = version
    default:
      guard let compression = ClusterCompression(name: value) else { return false }
      options.compression = compression
    }
    return true
  }

  private static let versions: [String: Qcow2Options.Version] = [
    "0.10": .two, "v2": .two, "1.1": .three, "v3": .three,
  ]

  /// Bytes, with an optional k or M.
  private static func size(_ text: String) -> Int? {
    let units = ["k": 1 << 10, "m": 1 << 20]
    guard let unit = text.last.flatMap({ units[String($0)] }) else { return Int(text) }
    return Int(text.dropLast())?.multipliedClamping(by: unit)
  }
}
