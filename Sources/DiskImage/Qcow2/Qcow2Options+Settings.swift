internal import FileSupport

extension Qcow2Options {
  /// What users call by the names that `qemu-img create` has for the same.
  init(_ settings: inout FormatSettings, compression: ClusterCompression?) throws {
    self.init(compression: compression)
    let size = try settings.takeSize(
      "cluster_size", expected: "bytes from 512 to 2M, a power of two", Self.isClusterSize)
    clusterSize = size ?? clusterSize
    let versions: [(String, Version)] = [
      ("0.10", .two), ("1.1", .three), ("v2", .two), ("v3", .three),
    ]
    version = try settings.take("compat", oneOf: versions) ?? version
    let compressions = ClusterCompression.allCases.map { ("\($0)", $0) }
    self.compression =
      try settings.take("compression", oneOf: compressions) ?? compression
    if version == .two, self.compression == .zstd { throw PcoccError.zstdInVersion2 }
  }
}

extension PcoccError {
  static let zstdInVersion2 = PcoccError(
    .usage, "qcow2 version 2 knows no zstd", advice: "use compat=1.1 or compression=zlib")
}
