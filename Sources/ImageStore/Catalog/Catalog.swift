internal import Crypto
internal import FileSupport
internal import Foundation
internal import SystemPackage

/// What a user has read of a repository's metadata and attributes before, in a file of his own, so that
/// it need not be read again. Nothing depends on it: one that is missing, foreign or damaged is empty.
struct Catalog: Sendable {
  /// The repository that it is of: the path and the inode of `meta/`.
  private let identity: String
  private let path: FilePath
  var metadata = CatalogFolder()
  var attributes = CatalogFolder()

  private static let head = "pcocc image catalog 2"
  /// No repository's metadata comes near it.
  private static let sizeLimit = 1 << 30

  /// Reads the catalog of a repository.
  ///
  /// - Parameter folder: where the user's catalogs are.
  init(of layout: RepositoryLayout, in folder: FilePath, _ files: any FileSystem) {
    let inode = (try? files.status(of: layout.metadata, followingLinks: true))?.inode ?? 0
    identity = "\(layout.root.string.escapingControlCharacters) \(inode)"
    let digest = SHA256.hash(data: Data(layout.root.string.utf8)).prefix(8)
    path = folder.appending(digest.map { String($0, radix: 16) }.joined(separator: "-"))
    guard let bytes = try? files.contents(of: path, limit: Self.sizeLimit) else { return }
    var reader = CatalogReader(bytes: bytes)
    guard reader.line() == Self.head, let digest = reader.line(),
      digest == Self.digest(reader.rest), reader.line() == identity,
      let metadata = reader.folder(), let attributes = reader.folder(), reader.isAtEnd
    else { return }
    self.metadata = metadata
    self.attributes = attributes
  }

  /// Writes it for the next time; where that cannot be done it is done without.
  func save(_ context: StoreContext) {
    var body = Array("\(identity)\n".utf8)
    metadata.append(to: &body)
    attributes.append(to: &body)
    let bytes = Array("\(Self.head)\n\(Self.digest(body[...]))\n".utf8) + body
    let files = context.fileSystem
    let mode = FilePermissions.ownerReadWrite
    try? files.createWithParents(path.parent, mode: .ownerReadWriteExecute)
    try? files.writeDurably(
      bytes, to: path, mode: mode, token: context.makeToken(), placement: .replacing)
  }

  /// What tells a damaged catalog from a whole one.
  private static func digest(_ body: ArraySlice<UInt8>) -> String {
    body.withUnsafeBytes { bytes in
      var hash = SHA256()
      hash.update(bufferPointer: bytes)
      return Digest(hash.finalize()).hex
    }
  }

  /// Forgets all of it.
  mutating func forget() {
    metadata = CatalogFolder()
    attributes = CatalogFolder()
  }
}

extension CatalogFolder {
  /// Lines of names and stamps, and the bytes of each file behind its line.
  fileprivate func append(to bytes: inout [UInt8]) {
    bytes += Array("folder \(entries.count) \(names.count) \(stamp?.text ?? "-")\n".utf8)
    for name in names { bytes += Array("\(name.escapingControlCharacters)\n".utf8) }
    for (name, entry) in entries {
      bytes += Array(
        "\(entry.bytes.count) \(entry.isCurrent ? 1 : 0) \(entry.stamp?.text ?? "-") "
          .appending("\(name.escapingControlCharacters)\n").utf8)
      bytes += entry.bytes
    }
  }
}

/// Reads a catalog's bytes from front to back; nil for what a catalog does not hold.
private struct CatalogReader {
  let bytes: [UInt8]
  private var offset = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { offset == bytes.count }
  /// What has not been read yet.
  var rest: ArraySlice<UInt8> { bytes[offset...] }

  mutating func line() -> String? {
    guard let end = bytes[offset...].firstIndex(of: 0x0a) else { return nil }
    defer { offset = end + 1 }
    return String(decoding: bytes[offset..<end], as: UTF8.self)
  }

  mutating func folder() -> CatalogFolder? {
    guard let words = line()?.split(separator: " "), words.count >= 4, words[0] == "folder",
      let entryCount = Int(words[1]), let nameCount = Int(words[2]), entryCount >= 0,
      nameCount >= 0
    else { return nil }
    var folder = CatalogFolder(stamp: FileStamp(words.dropFirst(3)))
    for _ in 0..<nameCount {
      guard let name = line() else { return nil }
      folder.names.append(name)
    }
    for _ in 0..<entryCount {
      guard let (name, entry) = entry() else { return nil }
      folder.entries[name] = entry
    }
    return folder
  }

  private mutating func entry() -> (String, CatalogFolder.Entry)? {
    guard let words = line()?.split(separator: " "), let name = words.last, words.count >= 4,
      let size = Int(words[0]), size >= 0, size <= bytes.count - offset
    else { return nil }
    defer { offset += size }
    return (
      String(name),
      CatalogFolder.Entry(
        stamp: FileStamp(words.dropFirst(2).dropLast()), isCurrent: words[1] == "1",
        bytes: Array(bytes[offset..<offset + size]))
    )
  }
}
