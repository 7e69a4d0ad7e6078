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

  private static let head = "pcocc image catalog 3"
  /// Bytes for more than a hundred thousand images; all of it is in memory while a list is made.
  private static let sizeLimit = 64 << 20

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

  /// Writes it for the next time, unless somebody has made the repository's files so long that it would
  /// not be read.
  func save(_ context: StoreContext) throws {
    guard metadata.size + attributes.size <= Self.sizeLimit else {
      return remove(context.fileSystem)
    }
    let bytes = bytes()
    let files = context.fileSystem
    let mode = FilePermissions.ownerReadWrite
    try files.createWithParents(path.parent, mode: .ownerReadWriteExecute)
    try files.writeDurably(
      bytes, to: path, mode: mode, token: context.makeToken(), placement: .replacing)
  }

  /// The whole file, made in one piece: it may be larger than all else that a list has in memory.
  private func bytes() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(
      Self.head.utf8.count + identity.utf8.count + metadata.size + attributes.size + 512)
    bytes += "\(Self.head)\n".utf8
    let digest = bytes.count..<bytes.count + 2 * SHA256.byteCount
    bytes += repeatElement(0, count: digest.count)
    bytes += "\n".utf8
    let body = bytes.count
    bytes += "\(identity)\n".utf8
    metadata.append(to: &bytes)
    attributes.append(to: &bytes)
    let text = Self.digest(bytes[body...])
    bytes.replaceSubrange(digest, with: text.utf8)
    return bytes
  }

  /// Removes it, so that the next time everything is read.
  func remove(_ files: any FileSystem) { try? files.removeFile(path) }

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
    bytes += "\(entries.count) \(names.count) \(FileStamp.text(of: stamp))\n".utf8
    for name in names { bytes += "\(name)\n".utf8 }
    for (name, entry) in entries {
      let stamp = FileStamp.text(of: entry.stamp)
      bytes += "\(entry.bytes.count) \(entry.isCurrent ? 1 : 0) \(stamp) \(name)\n".utf8
      bytes += entry.bytes
    }
  }
}
