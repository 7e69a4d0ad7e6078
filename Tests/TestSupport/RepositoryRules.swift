internal import Foundation
internal import Glibc
public import SystemPackage

/// What pcocc 0.7.5 demands of a repository of version 2, checked without any code of the store.
///
/// Files whose names begin with a dot are none of its business, but those of unfinished work should be
/// gone when the work has ended.
public struct RepositoryRules {
  let root: FilePath
  private var violations: [String] = []
  private let umask: Int
  /// Whether there are images that are not for everybody.
  private let isRestricted: Bool

  /// Every rule that a repository breaks, in words; none where the folder is no repository yet.
  public static func violations(in root: FilePath) throws -> [String] {
    guard FileManager.default.fileExists(atPath: root.appending(".config").string) else {
      return []
    }
    var rules = RepositoryRules(root: root)
    try rules.checkFolders()
    try rules.checkData()
    try rules.checkMetadata()
    return rules.violations
  }

  private init(root: FilePath) {
    self.root = root
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status?.firstMatch(of: #/Umask:\s*([0-7]+)/#)
    umask = line.flatMap { Int($0.1, radix: 8) } ?? 0o022
    isRestricted = FileManager.default.fileExists(atPath: root.appending(".answers").string)
  }

  private mutating func require(_ condition: Bool, _ name: String, _ rule: String) {
    if !condition { violations.append("\(name): \(rule)") }
  }

  private mutating func requireMode(_ expected: Int, _ path: String) throws {
    let mode = try mode(path)
    // What is for some is its owner's, and theirs by an access control list.
    let isForSome = isRestricted && mode & 0o737 == expected & 0o700
    require(mode == expected || isForSome, path, "has another mode")
  }

  private mutating func checkFolders() throws {
    let configuration = try bytes(".config")
    require(
      configuration == Data("version: 2\n".utf8), ".config", "says something else than version: 2")
    for name in try entries(".tmp") { require(false, ".tmp/\(name)", "is left behind") }
    for folder in [".", "meta", "data"] {
      for name in try entries(folder) where name.hasPrefix(".in-") {
        require(false, "\(folder)/\(name)", "is left behind")
      }
    }
  }

  private mutating func checkData() throws {
    for folder in try entries("data") {
      guard isFolder("data/\(folder)") else { continue }
      require(
        folder.wholeMatch(of: #/[0-9a-f]{2}/#) != nil, "data/\(folder)", "is no folder of blobs")
      for name in try entries("data/\(folder)") {
        let path = "data/\(folder)/\(name)"
        guard !name.hasPrefix(".") else {
          require(false, path, "is left behind")
          continue
        }
        require(
          name.hasPrefix(folder) && name.wholeMatch(of: #/[0-9a-f]{64}/#) != nil, path,
          "is not named as a blob")
        guard isFile(path) else {
          require(false, path, "is no regular file")
          continue
        }
        require(PcoccRepository.digest(try bytes(path)) == name, path, "does not hold its bytes")
        try requireMode(0o444 & ~(umask & 0o077), path)
      }
    }
  }

  private mutating func checkMetadata() throws {
    for name in try entries("meta") where !name.hasPrefix(".") {
      let path = "meta/\(name)"
      guard let parts = name.wholeMatch(of: #/([A-Za-z0-9_.-]+)@(0|[1-9][0-9]*)/#), isFile(path)
      else {
        require(false, path, "stands where only metadata may")
        continue
      }
      try requireMode(0o644 & ~umask, path)
      guard let text = String(data: try bytes(path), encoding: .utf8),
        let json = try? PcoccJSON(text),
        let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
      else {
        require(false, path, "is not JSON as pcocc writes it")
        continue
      }
      checkMembers(json, object, path)
      require(object["name"] as? String == String(parts.1), path, "has another name")
      require(json.values["revision"] == String(parts.2), path, "has another revision")
      try checkBlobs(object, path)
      checkCustomMetadata(object, path)
    }
  }

  private static let keys = [
    "name", "revision", "kind", "owner", "timestamp", "data_blobs", "custom_meta",
  ]

  private mutating func checkMembers(_ json: PcoccJSON, _ object: [String: Any], _ path: String) {
    require(
      json.keys == Self.keys || json.keys == Self.keys + ["description"], path,
      "has other keys, or in another order: \(json.keys)")
    require(object["owner"] is String, path, "has an owner that is no text")
    let timestamp = json.values["timestamp"] ?? ""
    require(
      timestamp.wholeMatch(of: #/\d+(\.\d+|(\.\d+)?e[+-]\d+)/#) != nil, path,
      "has a time that is not a number with a fraction: \(timestamp)")
    require(object["custom_meta"] is [String: Any], path, "has a custom_meta that is no object")
    require(object["description"] is String?, path, "has a description that is no text")
  }

  /// Each layer must be the backing file of the next, by the name that leads to it from any blob.
  private mutating func checkBlobs(_ object: [String: Any], _ path: String) throws {
    let kind = object["kind"] as? String
    let prefix = kind == "ctr" ? "sha256:" : ""
    require(kind == "vm" || kind == "ctr", path, "has an unknown kind")
    let blobs = object["data_blobs"] as? [String] ?? []
    require(!blobs.isEmpty, path, "names no blob")
    var below: String?
    for blob in blobs {
      let digest = String(blob.dropFirst(prefix.count))
      let file = "data/\(digest.prefix(2))/\(digest)"
      guard blob.hasPrefix(prefix), digest.wholeMatch(of: #/[0-9a-f]{64}/#) != nil, isFile(file)
      else {
        require(false, path, "names \"\(blob)\", which is no blob")
        continue
      }
      guard kind == "vm" else { continue }
      let header = Qcow2Backing(try bytes(file))
      let expected = below.map {
        Qcow2Backing(name: "../../data/\($0.prefix(2))/\($0)", format: "qcow2")
      }
      require(header == expected ?? Qcow2Backing(), file, "has \(header as Any) below it")
      below = digest
    }
  }

  /// pcocc carries custom_meta to other revisions unchanged, so what is true of one blob only has to name it.
  private mutating func checkCustomMetadata(_ object: [String: Any], _ path: String) {
    let bound: Set = ["size", "virtual_size", "format", "checksum", "os_hash_value"]
    for (key, value) in object["custom_meta"] as? [String: Any] ?? [:] {
      require(!bound.contains(key), path, "has a custom_meta \"\(key)\" of no blob")
      guard let entry = value as? [String: Any], !bound.isDisjoint(with: entry.keys) else {
        continue
      }
      let blob = entry["blob"] as? String ?? ""
      require(
        blob.wholeMatch(of: #/[0-9a-f]{64}/#) != nil, path,
        "has a custom_meta \"\(key)\" that does not name its blob")
    }
  }

  private func entries(_ path: String) throws -> [String] {
    isFolder(path)
      ? try FileManager.default.contentsOfDirectory(atPath: root.appending(path).string).sorted()
      : []
  }

  private func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: root.appending(path).string))
  }

  private func mode(_ path: String) throws -> Int { Int(try status(path).st_mode & 0o7777) }

  private func isFile(_ path: String) -> Bool { kind(path) == S_IFREG }

  private func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }

  private func kind(_ path: String) -> mode_t? { (try? status(path).st_mode).map { $0 & S_IFMT } }

  private func status(_ path: String) throws -> stat {
    var result = stat()
    guard lstat(root.appending(path).string, &result) == 0 else { throw Errno(rawValue: errno) }
    return result
  }
}
