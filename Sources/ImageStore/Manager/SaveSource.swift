internal import DiskImage
internal import FileSupport
internal import SystemPackage

/// A disk image file that is to become a revision: a standalone one, or an overlay on a blob.
struct SaveSource {
  let file: SourceFile
  private let image: AdmittedImage
  /// The whole disk as a guest sees it.
  let disk: any DiskReader
  /// The layers that the file is an overlay on, base first; nil for a standalone image.
  let layers: [Digest]?

  /// Examines the whole structure of a file.
  ///
  /// - Throws: what speaks against storing it, such as a backing file that is no blob of the
  ///   repository.
  init(
    _ source: SourceFile, _ request: DiskSource, on repository: Repository, _ monitor: Monitor
  ) throws {
    file = source
    image = try source.admit(request, allowingBacking: true, monitor)
    guard let backing = image.backing else {
      disk = image.reader
      layers = nil
      return
    }
    let content = repository.content
    let below = try content.stack(
      of: content.blob(backing, ofFileAt: file.file.path, repository.name))
    layers = below
    disk = try LayerStack([image.reader, content.openStack(below)])
  }

  /// What a new layer on `base` has to hold. That of an overlay on that very stack takes time in
  /// proportion to what the overlay holds.
  func plan(over base: [Digest], in content: ContentStore, _ monitor: Monitor) throws -> OverlayPlan
  {
    try OverlayPlan(
      disk, changes: layers == base ? image.reader : nil, over: content.openStack(base),
      monitor: monitor)
  }

  /// The same file as one that is stored as a whole.
  var whole: ImportSource {
    ImportSource(file: file, reader: disk, isVerbatim: image.isCleanQcow2)
  }
}

extension ContentStore {
  /// The blob that an overlay outside the store has as its backing file.
  ///
  /// - Throws: `unsupported` where that is any other file: its content would end in the image.
  fileprivate func blob(
    _ backing: BackingReference, ofFileAt path: FilePath, _ name: RepositoryName
  ) throws -> Digest {
    let target = path.parent.pushing(FilePath(backing.name))
    guard [nil, DiskFormat.qcow2.rawValue].contains(backing.format),
      let digest = target.lastComponent.flatMap({ Digest(hex: $0.string) }),
      isSameFolder(target.parent, layout.blobFolder(digest))
    else {
      var error = PcoccError.imageRefersToFile(path, "backing file", backing.name)
      error.advice =
        "only a blob of repository \"\(name)\" may be the backing file;"
        + " merge the two with \"qemu-img convert\" first"
      throw error
    }
    return digest
  }

  private func isSameFolder(_ first: FilePath, _ second: FilePath) -> Bool {
    guard let first = try? context.fileSystem.status(of: first, followingLinks: true),
      let second = try? context.fileSystem.status(of: second, followingLinks: true)
    else { return false }
    return first.device == second.device && first.inode == second.inode
  }
}
