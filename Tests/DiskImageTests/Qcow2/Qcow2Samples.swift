import FileSupport
import SystemPackage
import TestSupport

@testable import DiskImage

/// Small real images to be patched, each made once: a disk of 1 MiB whose first 80 KiB are in use.
enum Qcow2Sample: String, CaseIterable {
  case plain
  case version2
  case sectors
  case deflate
  case large
  case zstd
  case extended
  case snapshot

  func image() throws -> PatchedImage { PatchedImage(bytes: try Self.made.get()[self] ?? []) }

  private static let made = Result {
    var images: [Self: [UInt8]] = [:]
    for sample in allCases { images[sample] = try sample.make() }
    return images
  }

  private var options: QemuOptions {
    switch self {
    case .plain, .snapshot: QemuOptions(cluster: "4k")
    case .version2: QemuOptions(compat: "0.10", cluster: "4k")
    case .sectors: QemuOptions(cluster: "512")
    case .deflate: QemuOptions(cluster: "4k", compression: "zlib")
    case .large: QemuOptions(compression: "zlib")
    case .zstd: QemuOptions(cluster: "4k", compression: "zstd")
    case .extended: QemuOptions(cluster: "16k", isExtended: true)
    }
  }

  private func make() throws -> [UInt8] {
    try withTemporaryFolder { folder in
      let raw = folder.appending("disk.raw")
      let content = DiskSamples.text(80 << 10)
      try Qcow2Images.fileSystem.createFile(raw, size: 1 << 20, pieces: [0: content])
      let image = try Qcow2Images.convert(raw, options, in: folder)
      switch self {
      case .snapshot:
        try Oracle.qemuImg(["snapshot", "-c", "before", image.string])
      case .extended:
        // Subclusters of 512 bytes: one written, one zero.
        try Oracle.qemuIO(["-f", "qcow2", "-c", "write -P 5 512k 512", image.string])
        try Oracle.qemuIO(["-f", "qcow2", "-c", "write -z 513k 512", image.string])
      default: break
      }
      return try Qcow2Images.fileSystem.contents(of: image, limit: 4 << 20)
    }
  }
}

/// The bytes of an image with names for the places that tests change.
struct PatchedImage {
  var bytes: [UInt8]

  var clusterSize: Int { 1 << Int(self[half: 20]) }

  /// Where the first entry of the L1 table lies.
  var l1: Int { Int(self[word: 40]) }
  /// Where the first entry of the first L2 table lies.
  var l2: Int { Int(self[word: l1] & Qcow2TableEntry.l1Offset) }
  var refcountTable: Int { Int(self[word: 48]) }
  var refcountBlock: Int { Int(self[word: refcountTable]) }
  /// Where the first cluster of the disk lies.
  var data: Int { Int(self[word: l2] & Qcow2L2Entry.offset) }
  /// The same of an image with compressed clusters.
  var packed: Int { Int(self[word: l2] & 0xff_ffff) }

  subscript(word offset: Int) -> UInt64 {
    get { bytes[offset..<offset + 8].reduce(0) { ($0 << 8) | UInt64($1) } }
    set { replace(offset, newValue) }
  }

  subscript(half offset: Int) -> UInt32 {
    get { bytes[offset..<offset + 4].reduce(0) { ($0 << 8) | UInt32($1) } }
    set { replace(offset, newValue) }
  }

  /// The count of a cluster in the first block, of 16 bits.
  subscript(refcount cluster: Int) -> UInt16 {
    get { bytes[(refcountBlock + cluster * 2)...].prefix(2).reduce(0) { ($0 << 8) | UInt16($1) } }
    set { replace(refcountBlock + cluster * 2, newValue) }
  }

  /// Adds a cluster of zeros at the end and returns its offset.
  mutating func append() -> Int {
    let offset = (bytes.count + clusterSize - 1) / clusterSize * clusterSize
    bytes += [UInt8](repeating: 0, count: offset + clusterSize - bytes.count)
    return offset
  }

  private mutating func replace<Number: FixedWidthInteger>(_ offset: Int, _ number: Number) {
    withUnsafeBytes(of: number.bigEndian) {
      bytes.replaceSubrange(offset..<offset + $0.count, with: $0)
    }
  }
}
