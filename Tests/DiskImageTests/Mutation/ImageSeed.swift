import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// A small sound image of a kind, to be made wrong.
struct ImageSeed: Sendable, CustomTestStringConvertible {
  var format: DiskFormat
  var options: String?
  var isCompressed = false
  /// Whether a broken one is a raw disk, because its only signature is its last sector.
  var isRawWhenBroken = false

  var testDescription: String { "\(format) \(options ?? "")\(isCompressed ? " compressed" : "")" }

  static let all = [
    ImageSeed(format: .qcow2, options: "compat=0.10,cluster_size=4k"),
    ImageSeed(format: .qcow2, options: "cluster_size=512"),
    ImageSeed(format: .qcow2, options: "cluster_size=4k", isCompressed: true),
    ImageSeed(format: .qcow2, options: "cluster_size=4k,compression_type=zstd", isCompressed: true),
    ImageSeed(format: .qcow2, options: "cluster_size=16k,extended_l2=on"),
    ImageSeed(format: .qed, options: "cluster_size=4k,table_size=2"),
    ImageSeed(format: .vdi),
    ImageSeed(format: .vdi, options: "static=on"),
    ImageSeed(format: .vpc, options: "force_size=on"),
    ImageSeed(format: .vpc, options: "subformat=fixed,force_size=on", isRawWhenBroken: true),
    ImageSeed(format: .vmdk),
    ImageSeed(format: .vmdk, options: "subformat=streamOptimized"),
  ]

  /// The image's bytes, of a disk of 300 KiB that is mostly zeros.
  func bytes(in folder: FilePath) throws -> [UInt8] {
    let files = LocalFileSystem()
    let disk = folder.appending("disk.raw")
    try files.createFile(
      disk, size: 300 << 10,
      pieces: [10 << 10: DiskSamples.text(90 << 10), 290 << 10: DiskSamples.random(2048)])
    let image = folder.appending("image")
    var arguments = ["convert", "-f", "raw", "-O", format.rawValue]
    if isCompressed { arguments.append("-c") }
    if let options { arguments += ["-o", options] }
    _ = try Oracle.qemuImg(arguments + [disk.string, image.string])
    return try files.contents(of: image, limit: 64 << 20)
  }
}
