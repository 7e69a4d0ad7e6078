import Foundation
import SystemPackage
import TestSupport
import Testing

/// What tests do with overlays and the revisions made of them.
protocol LayerTrials {}

extension LayerTrials {
  func change(_ result: ProgramResult) throws -> RevisionChangeOutput {
    try #require(result.status == 0, "\(result.standardError)")
    return try JSONDecoder().decode(
      RevisionChangeOutput.self, from: Data(result.standardOutput.utf8))
  }

  /// An overlay on what `path` prints, as users make it.
  func overlay(_ pcocc: PcoccBinary, on image: String, _ name: String = "overlay.qcow2")
    throws -> FilePath
  {
    let blob = try pcocc.run("path", image).standardOutput.dropLast()
    let path = pcocc.folder.appending(name)
    try Oracle.qemuImg(
      ["create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", String(blob), path.string])
    return path
  }

  func write(_ commands: String..., to path: FilePath, _ format: String = "qcow2") throws {
    try Oracle.qemuIO(["-f", format] + commands.flatMap { ["-c", $0] } + [path.string])
  }

  /// Expects that a revision's disk is that of a file, as qemu-img reads both.
  func expectSame(
    _ pcocc: PcoccBinary, _ image: String, as file: FilePath, _ format: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let blob = String(try pcocc.run("path", image).standardOutput.dropLast())
    #expect(
      throws: Never.self, sourceLocation: sourceLocation,
      performing: {
        try Oracle.qemuImg(["check", "-q", blob])
        try Oracle.qemuImg(
          ["compare", "-f", "qcow2", "-F", format, blob, file.string])
      })
    let exported = pcocc.folder.appending("exported-\(UUID().uuidString)")
    #expect(try pcocc.run("export", "-t", "raw", image, exported.string).status == 0)
    #expect(
      throws: Never.self, sourceLocation: sourceLocation,
      performing: {
        try Oracle.qemuImg(
          ["compare", "-f", "raw", "-F", format, exported.string, file.string])
      })
    try FileManager.default.removeItem(atPath: exported.string)
  }
}

/// What a verb that makes a revision out of another one prints with `--json`.
struct RevisionChangeOutput: Decodable {
  struct Image: Decodable {
    var reference: String
    var layers: [String]
    var description: String?
  }
  var image: Image
  var base: Image
  var new: Bool
  var size: Int
  var virtual_size: Int
}
