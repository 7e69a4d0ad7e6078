import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// What tests do with images of any format.
enum ImageFiles {
  static let system = LocalFileSystem()

  /// Converts a raw disk with qemu-img.
  static func convert(
    _ raw: FilePath, to format: String, _ options: String, in folder: FilePath
  ) throws -> FilePath {
    let image = folder.appending("oracle.\(format)")
    try Oracle.qemuImg(
      ["convert", "-f", "raw", "-O", format, "-o", options, raw.string, image.string])
    return image
  }

  /// Writes a disk as a new file.
  static func write(
    _ reader: any DiskReader, as output: OutputFormat, to path: FilePath
  ) throws {
    let file = try system.createFile(path, mode: .ownerReadWrite)
    try ImageWriter.write(reader, as: output, to: file)
    try file.close()
  }

  static func open(_ path: FilePath, _ format: DiskFormat) throws -> any DiskReader {
    try ImageReader.open(system.openForReading(path), format: format)
  }
}

/// Expects that every byte of a disk is that of a raw file, or 0 behind its end.
func expectSame(
  _ reader: any DiskReader, as raw: FilePath, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let raw = try ImageFiles.system.openForReading(raw)
  var comparison = DiskComparison(reader: reader, raw: raw, rawSize: try raw.status().size)
  try comparison.run()
  #expect(comparison.differences == [], sourceLocation: sourceLocation)
  #expect(reader.virtualSize >= comparison.rawSize, sourceLocation: sourceLocation)
}

private struct DiskComparison {
  let reader: any DiskReader
  let raw: any File
  let rawSize: Int
  /// Where pieces of 64 KiB or less are not the same.
  var differences: [Int] = []

  mutating func run() throws {
    var offset = 0
    while offset < reader.virtualSize {
      let extent = try reader.extent(at: offset)
      #expect(extent.range.lowerBound == offset && extent.range.upperBound > offset)
      for piece in try pieces(of: extent) { try compare(extent.clamped(to: piece)) }
      offset = extent.range.upperBound
    }
    #expect(offset == reader.virtualSize)
  }

  /// All of what is stored, and of the rest what is data of the raw file.
  private func pieces(of extent: Extent) throws -> [Range<Int>] {
    if extent.isStored { return split(extent.range) }
    var result: [Range<Int>] = []
    var start = extent.range.lowerBound
    while start < rawSize, let data = try raw.nextData(from: start), data < extent.range.upperBound
    {
      start = min(try raw.nextHole(from: data), extent.range.upperBound)
      result += split(data..<start)
    }
    return result
  }

  private func split(_ range: Range<Int>) -> [Range<Int>] {
    stride(from: range.lowerBound, to: range.upperBound, by: 64 << 10).map {
      $0..<min($0 + 64 << 10, range.upperBound)
    }
  }

  private mutating func compare(_ extent: Extent) throws {
    var bytes = [UInt8](repeating: 0xff, count: extent.range.count)
    try bytes.withUnsafeMutableBytes { try reader.read(extent, into: $0) }
    let inside = extent.range.clamped(to: 0..<rawSize).count
    let expected = try raw.bytes(at: min(extent.range.lowerBound, rawSize), count: inside)
    if bytes != expected + [UInt8](repeating: 0, count: bytes.count - inside) {
      differences.append(extent.range.lowerBound)
    }
  }
}
