internal import Crypto
internal import Foundation
public import SystemPackage

/// A small repository as pcocc 0.7.5 leaves it, made by hand: two layered images and a container.
///
/// `alpine@0`, `alpine@1` on top of it, `plain@0` with a description, and `box@0`, which is a container.
public struct PcoccRepository: Sendable {
  public let path: FilePath
  private let version: Int

  /// The revisions in it, by name.
  public static let revisions = ["alpine@0", "alpine@1", "box@0", "plain@0"]

  /// - Parameters:
  ///   - path: a folder that does not exist.
  ///   - version: 1 or 2.
  ///   - configuration: the content of `.config`, where it is not the usual one.
  public init(at path: FilePath, version: Int, configuration: String? = nil) throws {
    self.path = path
    self.version = version
    for folder in ["", "data", "meta", ".tmp"] {
      try FileManager.default.createDirectory(
        atPath: path.appending(folder).string, withIntermediateDirectories: false)
    }
    try write(configuration ?? "version: \(version)\n", to: path.appending(".config"))
    let base = try addDisk(writing: "write -P 1 0 64k", on: nil)
    let top = try addDisk(writing: "write -P 2 64k 64k", on: base)
    let plain = try addDisk(writing: "write -P 3 0 64k", on: nil)
    let blobs = try [#"{"schemaVersion": 2}"#, "layer", "{}"].map(addBlob)
    try addRevision("alpine", 0, timestamp: 1_795_241_920.498059, blobs: [base])
    try addRevision("alpine", 1, timestamp: 1_795_241_921.8122475, blobs: [base, top])
    try addRevision(
      "plain", 0, timestamp: 1_795_241_923, blobs: [plain], description: "a 'plain' disk")
    try addRevision(
      "box", 0, timestamp: 1_795_241_924.5, blobs: blobs.map { "sha256:\($0)" }, container: true)
  }

  /// Adds a revision as a process of pcocc does that runs at the same time.
  public func addRevision(
    _ name: String, _ revision: Int, timestamp: Double, blobs: [String],
    description: String? = nil, container: Bool = false
  ) throws {
    let kind = container ? "ctr" : "vm"
    guard version == 1 else {
      let list = blobs.map { "\"\($0)\"" }.joined(separator: ", ")
      let custom = container ? #"{"oci_index": {"manifests": [{"digest": "\#(blobs[0])"}]}}"# : "{}"
      return try write(
        #"{"name": "\#(name)", "revision": \#(revision), "kind": "\#(kind)", "owner": "root", "#
          + #""timestamp": \#(timestamp), "data_blobs": [\#(list)], "custom_meta": \#(custom)}"#,
        to: path.appending("meta/\(name)@\(revision)"))
    }
    let custom =
      container ? "\n  oci_index:\n    manifests:\n    - digest: \(blobs[0])" : " {}"
    let note = description.map { "description: '\($0.replacing("'", with: "''"))'\n" } ?? ""
    let file = legacyFile(name, revision)
    try? FileManager.default.createDirectory(
      atPath: file.removingLastComponent().string, withIntermediateDirectories: false)
    try write(
      """
      custom_meta:\(custom)
      data_blobs:
      \(blobs.map { "- \($0)" }.joined(separator: "\n"))
      \(note)kind: \(kind)
      name: \(name)
      owner: root
      revision: \(revision)
      timestamp: \(timestamp)

      """, to: file)
  }

  /// Where version 1 keeps the metadata of a revision.
  public func legacyFile(_ name: String, _ revision: Int) -> FilePath {
    let hash = Self.digest(Data("\(name)\n\(revision)".utf8))
    return path.appending("meta").appending(String(hash.prefix(2))).appending(hash)
  }

  /// Adds a blob with these bytes and returns its digest.
  public func addBlob(_ text: String) throws -> String {
    let file = path.appending(".tmp/blob")
    try write(text, to: file)
    return try publish(file)
  }

  /// Adds a disk of 1 MiB or a layer over another one, written to by qemu-io, and returns the blob's digest.
  ///
  /// - Parameter base: the digest of the layer below, whose size the new one has.
  private func addDisk(writing command: String, on base: String?) throws -> String {
    // Where the name of the layer below leads to it, as it will from the blob's own folder.
    let folder = path.appending("data/.new")
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let file = folder.appending("disk")
    let size = base == nil ? ["1M"] : []
    let backing = base.map { ["-F", "qcow2", "-b", "../../data/\($0.prefix(2))/\($0)"] } ?? []
    try Oracle.qemuImg(["create", "-q", "-f", "qcow2"] + backing + [file.string] + size)
    try Oracle.qemuIO(["-f", "qcow2", "-c", command, file.string])
    return try publish(file)
  }

  private func publish(_ file: FilePath) throws -> String {
    let hash = Self.digest(try Data(contentsOf: URL(fileURLWithPath: file.string)))
    let blob = path.appending("data").appending(String(hash.prefix(2))).appending(hash)
    try FileManager.default.createDirectory(
      atPath: blob.removingLastComponent().string, withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: file.string, toPath: blob.string)
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: blob.string)
    return hash
  }

  private func write(_ text: String, to path: FilePath) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path.string))
  }

  static func digest(_ data: Data) -> String {
    SHA256.hash(data: data).map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }
      .joined()
  }
}
