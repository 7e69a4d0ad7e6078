internal import DiskImage
internal import FileSupport
internal import SystemPackage

extension StoredStack {
  /// The stack that an overlay outside the store has as its backing file.
  ///
  /// - Parameters:
  ///   - path: where the overlay lies, or lay before it was unpacked.
  ///   - repositories: those whose blobs it may be.
  /// - Throws: `unsupported` where that is any other file: its content would end in the image.
  init(
    _ backing: BackingReference, ofFileAt path: FilePath, in repositories: [Repository]
  ) throws {
    if let format = backing.format, format != DiskFormat.qcow2.rawValue {
      throw PcoccError.foreignBacking(
        path, backing, "as a backing file in the format \"\(format)\" a blob is no disk")
    }
    let named = path.parent.pushing(FilePath(backing.name))
    for repository in repositories {
      // A link to a blob will do; a blob that a collector has moved away has a name, but no file.
      let targets = [named, try? repository.context.fileSystem.canonicalPath(of: named)]
      if let digest = targets.lazy.compactMap({ $0.flatMap(repository.blob(at:)) }).first {
        self.init(
          repository: repository, layers: try repository.content.stack(of: digest))
        return
      }
    }
    let names = repositories.map { "\"\($0.name)\"" }.joined(separator: " or ")
    throw PcoccError.foreignBacking(
      path, backing,
      "only a blob of repository \(names) may be the backing file;"
        + " merge the two with \"qemu-img convert\" first")
  }
}

extension Repository {
  /// The blob whose place a path means, whether or not it is there.
  fileprivate func blob(at path: FilePath) -> Digest? {
    let files = context.fileSystem
    guard let digest = path.lastComponent.flatMap({ Digest(hex: $0.string) }),
      let found = try? files.status(of: path.parent, followingLinks: true),
      let folder = try? files.status(of: layout.blobFolder(digest), followingLinks: true),
      found.device == folder.device, found.inode == folder.inode
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
