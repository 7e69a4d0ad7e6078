import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// The options of `qemu-img create` and `convert` for qcow2.
struct QemuOptions: Sendable, CustomTestStringConvertible {
  var compat = "1.1"
  var cluster = "64k"
  /// nil: not compressed.
  var compression: String?
  var isExtended = false
  var refcountBits = 16
  var hasLazyRefcounts = false
  var preallocation = "off"

  var arguments: [String] {
    var options = [
      "compat=\(compat)", "cluster_size=\(cluster)", "refcount_bits=\(refcountBits)",
      "preallocation=\(preallocation)",
    ]
    if isExtended { options.append("extended_l2=on") }
    if hasLazyRefcounts { options.append("lazy_refcounts=on") }
    if compression == "zstd" { options.append("compression_type=zstd") }
    return (compression == nil ? [] : ["-c"]) + ["-o", options.joined(separator: ",")]
  }

  var testDescription: String { arguments.joined(separator: " ") }
}

/// What tests of qcow2 images do with them.
enum Qcow2Images {
  static let fileSystem = LocalFileSystem()

  /// Writes `content` as a raw disk and converts it.
  static func convert(
    _ content: [UInt8], _ options: QemuOptions, in folder: FilePath
  ) throws -> FilePath {
    let raw = folder.appending("disk.raw")
    try fileSystem.createFile(raw, size: content.count, pieces: [0: content])
    return try convert(raw, options, in: folder)
  }

  static func convert(
    _ raw: FilePath, _ options: QemuOptions, in folder: FilePath
  ) throws -> FilePath {
    let image = folder.appending("disk.qcow2")
    try Oracle.qemuImg(
      ["convert", "-f", "raw", "-O", "qcow2"] + options.arguments + [raw.string, image.string])
    return image
  }

  static func open(_ path: FilePath) throws -> Qcow2Reader {
    try Qcow2Reader(file: fileSystem.openForReading(path))
  }

  static func check(_ path: FilePath) throws -> Qcow2CheckResult {
    try Qcow2Check.run(fileSystem.openForReading(path))
  }

  /// The content of the disk as qemu-img sees it.
  static func rawContent(of image: FilePath, in folder: FilePath) throws -> [UInt8] {
    let raw = folder.appending("oracle.raw")
    try Oracle.qemuImg(["convert", "-f", "qcow2", "-O", "raw", image.string, raw.string])
    return try fileSystem.contents(of: raw, limit: 64 << 20)
  }
}

extension DiskReader {
  /// All bytes of a small disk, by its extents.
  func contents() throws -> [UInt8] {
    var result = [UInt8](repeating: 0xff, count: virtualSize)
    try result.withUnsafeMutableBytes { result in
      for extent in try extents(in: 0..<virtualSize) {
        try read(extent, into: UnsafeMutableRawBufferPointer(rebasing: result[extent.range]))
      }
    }
    return result
  }

  /// Reads all that is stored, in pieces of at most 1 MiB; returns the number of bytes.
  @discardableResult
  func readStored() throws -> Int {
    var buffer = [UInt8](repeating: 0, count: max(1 << 20, clusterSize))
    var total = 0
    for extent in try extents(in: 0..<virtualSize) where extent.isStored {
      for start in stride(
        from: extent.range.lowerBound, to: extent.range.upperBound, by: buffer.count)
      {
        let part = start..<min(start + buffer.count, extent.range.upperBound)
        try buffer.withUnsafeMutableBytes {
          try read(
            extent.clamped(to: part),
            into: UnsafeMutableRawBufferPointer(rebasing: $0[..<part.count]))
        }
        total += part.count
      }
    }
    return total
  }
}
