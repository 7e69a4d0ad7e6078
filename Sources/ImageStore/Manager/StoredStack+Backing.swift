internal import DiskImage
internal import FileSupport
internal import SystemPackage

extension StoredStack {
  /// The stack that an overlay outside the store was made on: its backing file is a blob, or a copy of
  /// a revision on a node's disk, in whose place the blobs are read.
  ///
  /// - Parameters:
  ///   - path: where the overlay lies, or lay before it was unpacked.
  ///   - repositories: those whose blobs it may be.
  /// - Throws: `unsupported` where that is any other file: its content would end in the image.
  init(
    _ backing: BackingReference, ofFileAt path: FilePath, in repositories: [Repository]
  ) throws {
    let named = path.parent.pushing(FilePath(backing.name))
    for repository in repositories {
      guard let found = repository.blob(meantBy: named) else { continue }
      let format = found.format.rawValue
      guard backing.format ?? format == format else {
        throw PcoccError.foreignBacking(
          path, backing, "in the format \"\(backing.format ?? "")\" it is no disk of the store")
      }
      self.init(
        repository: repository, layers: try repository.content.stack(of: found.digest))
      return
    }
    let names = repositories.map { "\"\($0.name)\"" }.joined(separator: " or ")
    throw PcoccError.foreignBacking(
      path, backing,
      "only a blob of repository \(names), or a staged copy, may be the backing file;"
        + " merge the two with \"qemu-img convert\" first")
  }
}

extension Repository {
  /// The top blob of the disk that a file is, and the format of the file; nil where it is neither a
  /// blob nor a staged copy of one.
  fileprivate func blob(meantBy named: FilePath) -> (digest: Digest, format: DiskFormat)? {
    let files = context.fileSystem
    // A link to a blob will do; a blob that a collector has moved away has a name, but no file.
    for path in [named, try? files.canonicalPath(of: named)].compactMap(\.self) {
      if let digest = blob(at: path) { return (digest, .qcow2) }
      if let entry = StageStore.entry(at: path, context),
        (try? content.contains(entry.digest)) == true
      {
        return (entry.digest, entry.form == .raw ? .raw : .qcow2)
      }
    }
    return nil
  }

  /// The blob whose place a path means, whether or not it is there.
  private func blob(at path: FilePath) -> Digest? {
    let files = context.fileSystem
    guard let digest = path.lastComponent.flatMap({ Digest(hex: $0.string) }),
      let found = try? files.status(of: path.parent, followingLinks: true),
      let folder = try? files.status(of: layout.blobFolder(digest), followingLinks: true),
      found.isSameFile(as: folder)
    else { return nil }
    return digest
  }
}

extension PcoccError {
  fileprivate static func foreignBacking(
    _ path: FilePath, _ backing: BackingReference, _ advice: String
  ) -> PcoccError {
    var error = imageRefersToFile(path, "backing file", backing.name)
    error.advice = advice
    return error
  }
}
