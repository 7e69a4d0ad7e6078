internal import Crypto
internal import Foundation
internal import SystemPackage

/// The files of one image of a repository, from which those of others are made.
struct ImageTemplate {
  /// Bytes by which the disks of two images differ.
  static let sizeUnit = 512
  /// Where the virtual size is in the header of a qcow2 file: 8 bytes, the highest first.
  private static let sizeField = 24..<32

  private let repository: String
  private let name: String
  private let metadata: String
  private let attributes: String
  private let blob: Data
  private let digest: String
  private let id: String
  /// When the image was made, in seconds since 1970.
  private let time: String

  /// - Parameter name: of an image with one revision, one blob and attributes.
  init(repository: String, name: String) throws {
    func text(_ path: String) throws -> String {
      try String(contentsOfFile: "\(repository)/\(path)", encoding: .utf8)
    }
    self.repository = repository
    self.name = name
    metadata = try text("meta/\(name)@0")
    attributes = try text("attributes/\(name).json")
    guard let digest = metadata.firstMatch(of: /"blob": "([0-9a-f]{64})"/)?.1,
      let id = metadata.firstMatch(of: /"id": "([0-9a-f-]{36})"/)?.1,
      let time = metadata.firstMatch(of: /"timestamp": ([0-9.]+)/)?.1
    else { throw BenchmarkError("the metadata of \(name) is not as expected: \(metadata)") }
    (self.digest, self.id, self.time) = (String(digest), String(id), String(time))
    blob = try Data(
      contentsOf: URL(fileURLWithPath: "\(repository)/data/\(digest.prefix(2))/\(digest)"))
  }

  /// Writes all files of another image, which is older by as many minutes, has an empty disk of as many
  /// units, and shares nothing.
  func write(_ number: Int, named other: String, withAttributes: Bool) throws {
    let size = number * Self.sizeUnit
    var blob = blob
    withUnsafeBytes(of: UInt64(size).bigEndian) { blob.replaceSubrange(Self.sizeField, with: $0) }
    let digest = SHA256.hash(data: blob).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    let id = UUID().uuidString.lowercased()
    try write(blob, "data/\(digest.prefix(2))/\(digest)")
    try write(Data(other.utf8), ".ids/\(id)")
    let changes = [
      (self.digest, digest), (self.id, id), ("\"\(name)\"", "\"\(other)\""),
      ("\"timestamp\": \(time)", "\"timestamp\": \((Double(time) ?? 0) - Double(number) * 60)"),
    ]
    if withAttributes {
      try write(Data(changed(attributes, changes).utf8), "attributes/\(other).json")
    }
    let metadata = changed(metadata, changes)
      .replacing(/"virtual_size": [0-9]+/, with: "\"virtual_size\": \(size)")
    try write(Data(metadata.utf8), "meta/\(other)@0")
  }

  private func changed(_ text: String, _ changes: [(from: String, to: String)]) -> String {
    changes.reduce(text) { $0.replacingOccurrences(of: $1.from, with: $1.to) }
  }

  /// Foundation would wait for the disk after each file.
  private func write(_ bytes: Data, _ path: String) throws {
    let file = try FileDescriptor.open(
      FilePath("\(repository)/\(path)"), .writeOnly, options: [.create, .truncate],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    _ = try file.closeAfter { try file.writeAll(bytes) }
  }
}
