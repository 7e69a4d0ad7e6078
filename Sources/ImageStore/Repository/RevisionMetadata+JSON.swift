internal import FileSupport
internal import Foundation
internal import SystemPackage

extension RevisionMetadata {
  /// The metadata file's bytes: one line, no newline at its end, keys in pcocc's order.
  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func json(_ value: some Encodable) throws -> String {
      String(decoding: try encoder.encode(value), as: UTF8.self)
    }
    var members = [
      ("name", try json(name.description)),
      ("revision", try json(revision.number)),
      ("kind", try json(kind.rawValue)),
      ("owner", try json(owner)),
      ("timestamp", "\(timestamp)"),
      ("data_blobs", "[\(try layers.map { try json(kind.spell($0)) }.joined(separator: ", "))]"),
      ("custom_meta", try json(customMetadata)),
    ]
    if let description { members.append(("description", try json(description))) }
    let text = "{" + members.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + "}"
    return Array(text.utf8)
  }

  /// Reads a metadata file that was found under the name of `name` and `revision`.
  ///
  /// It may come from anybody who can write to a shared repository: types, names and digests are
  /// checked, and it must be about the image that its file's name says.
  init(json bytes: [UInt8], name: ImageName, revision: Revision, path: FilePath) throws {
    let stored: StoredRevision
    do {
      stored = try JSONDecoder().decode(StoredRevision.self, from: Data(bytes))
    } catch {
      throw PcoccError.badMetadata(path, StoredRevision.explain(error))
    }
    try self.init(stored, path: path)
    guard self.name == name, self.revision == revision else {
      throw PcoccError.badMetadata(path, "it describes \(self.name)@\(self.revision)")
    }
  }

  init(_ stored: StoredRevision, path: FilePath) throws {
    guard let name = ImageName(validating: stored.name) else {
      throw PcoccError.badMetadata(path, "bad name \"\(stored.name)\"")
    }
    guard let revision = Revision(stored.revision) else {
      throw PcoccError.badMetadata(path, "bad revision \(stored.revision)")
    }
    guard let kind = ImageKind(rawValue: stored.kind) else {
      throw PcoccError.badMetadata(path, "unknown kind \"\(stored.kind)\"")
    }
    guard !stored.dataBlobs.isEmpty else { throw PcoccError.badMetadata(path, "it names no blob") }
    self.init(
      name: name, revision: revision, kind: kind, owner: stored.owner,
      timestamp: stored.timestamp,
      layers: try stored.dataBlobs.map { text in
        guard let digest = kind.parse(text) else {
          throw PcoccError.badMetadata(path, "bad blob name \"\(text)\"")
        }
        return digest
      },
      customMetadata: stored.customMetadata ?? [:], description: stored.description)
  }
}

extension ImageKind {
  private static let digestPrefix = "sha256:"

  /// How metadata of this kind spells a blob's digest.
  func spell(_ digest: Digest) -> String {
    switch self {
    case .vm: digest.hex
    case .ctr: Self.digestPrefix + digest.hex
    }
  }

  func parse(_ text: String) -> Digest? {
    switch self {
    case .vm: return Digest(hex: text)
    case .ctr:
      guard text.hasPrefix(Self.digestPrefix) else { return nil }
      return Digest(hex: String(text.dropFirst(Self.digestPrefix.count)))
    }
  }
}
