internal import FileSupport
internal import SystemPackage

extension RevisionMetadata {
  /// The metadata file's bytes: one line, no newline at its end, keys in pcocc's order.
  func encoded() -> [UInt8] {
    var members: [(key: String, value: JSONValue)] = [
      ("name", .string(name.description)),
      ("revision", .integer(revision.number)),
      ("kind", .string(kind.rawValue)),
      ("owner", .string(owner)),
      ("timestamp", .number(timestamp)),
      ("data_blobs", .array(layers.map { .string(kind.spell($0)) })),
      ("custom_meta", .object(customMetadata)),
    ]
    if let description { members.append(("description", .string(description))) }
    return Array(JSONValue.text(of: members).utf8)
  }

  /// Reads a metadata file that was found under the name of `name` and `revision`.
  ///
  /// It may come from anybody who can write to a shared repository: types, names and digests are
  /// checked, and it must be about the image that its file's name says.
  init(json bytes: [UInt8], name: ImageName, revision: Revision, path: FilePath) throws {
    let stored: StoredRevision
    do {
      stored = try StoredRevision(json: bytes)
    } catch {
      throw PcoccError.badMetadata(path, StoredRevision.explain(error))
    }
    try self.init(stored, path: path)
    guard self.name == name, self.revision == revision else {
      throw PcoccError.badMetadata(path, "it describes \(self.name)@\(self.revision)")
    }
  }

  /// No program can open as many layers; more of them would only take time.
  static let maximumLayers = 4096

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
    guard stored.dataBlobs.count <= Self.maximumLayers else {
      throw PcoccError.badMetadata(
        path, "it names \(stored.dataBlobs.count) blobs, more than \(Self.maximumLayers)")
    }
    let customMetadata = stored.customMetadata ?? [:]
    guard stored.timestamp.isFinite, JSONValue.object(customMetadata).isFinite else {
      throw PcoccError.badMetadata(path, "a number in it is infinite")
    }
    self.init(
      name: name, revision: revision, kind: kind, owner: stored.owner,
      timestamp: stored.timestamp,
      layers: try stored.dataBlobs.map { text in
        guard let digest = kind.parse(text) else {
          throw PcoccError.badMetadata(path, "bad blob name \"\(text)\"")
        }
        return digest
      },
      customMetadata: customMetadata, description: stored.description)
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
