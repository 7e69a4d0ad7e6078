internal import FileSupport
internal import SystemPackage

/// A folder on a node's disk that holds copies of images, each once for all processes of a user.
///
/// A lock of the kernel on a file says who copies or drops an entry. It ends with the process that
/// holds it, so a copier that is killed is followed by one of those that wait. An entry is trusted
/// by its name and length: files take their names when their content has been checked and is on disk.
struct StageStore: Sendable {
  let layout: StageLayout
  let context: StoreContext

  private var files: any FileSystem { context.fileSystem }

  private init(layout: StageLayout, context: StoreContext) {
    self.layout = layout
    self.context = context
  }

  /// nil where there is no folder yet and none is to be made.
  init?(_ place: StagePlace, creating: Bool, _ context: StoreContext) throws {
    guard let root = try place.folder(creating: creating, context.fileSystem) else { return nil }
    self.init(layout: StageLayout(root: root), context: context)
  }

  /// The entry in place that a file is, in whatever folder it was staged; nil where it is none.
  static func entry(at path: FilePath, _ context: StoreContext) -> StageEntry? {
    guard let (layout, entry) = StageLayout.parseFile(path) else { return nil }
    let store = StageStore(layout: layout, context: context)
    guard let manifest = store.manifest(of: entry), manifest.digests.last == entry.digest,
      store.isInPlace(entry, manifest)
    else { return nil }
    return entry
  }

  /// The entries that have a manifest, whether or not all their files are there.
  func entries() throws -> [StageEntry] {
    try files.entries(of: layout.root).compactMap(StageLayout.parseManifest)
  }

  /// nil where there is none that can be read.
  func manifest(of entry: StageEntry) -> StageManifest? {
    guard
      let bytes = try? files.contents(
        of: layout.manifest(entry), limit: StageManifest.sizeLimit)
    else { return nil }
    return StageManifest(json: bytes)
  }

  /// Whether all files of an entry are there in their full length.
  func isInPlace(_ entry: StageEntry, _ manifest: StageManifest) -> Bool {
    let paths = layout.files(entry, layers: manifest.digests)
    return paths.count == manifest.sizes.count
      && zip(paths, manifest.sizes).allSatisfy { holds($0, size: $1) }
  }

  /// Whether a file is there in its full length.
  func holds(_ path: FilePath, size: Int) -> Bool {
    guard let status = try? files.status(of: path, followingLinks: false) else { return false }
    return status.kind == .regular && status.size == size
  }

  /// Writes the manifest of an entry whose lock the caller holds.
  func write(_ manifest: StageManifest, of entry: StageEntry) throws {
    let path = layout.manifest(entry)
    try? files.removeFile(layout.temporary(for: path))
    try files.writeDurably(
      try manifest.encoded(), to: path, mode: StageLayout.manifestMode,
      token: layout.token(for: path), placement: .replacing)
  }

  /// Runs `body` with a lock; nil where another process holds one that excludes it.
  ///
  /// - Parameter held: the lock that the caller holds exclusively already.
  func withLock<Result>(
    _ path: FilePath, _ kind: FileLockKind, holding held: FilePath? = nil,
    _ body: () throws -> Result
  ) throws -> Result? {
    if path == held { return try body() }
    guard let lock = try files.lock(path, kind) else { return nil }
    defer { try? lock.close() }
    return try body()
  }

  /// What can be told of an entry; nil where it is not in place.
  func image(_ entry: StageEntry) -> StagedImage? {
    guard let manifest = manifest(of: entry), isInPlace(entry, manifest),
      let used = try? files.status(of: layout.manifest(entry), followingLinks: false)
    else { return nil }
    let paths = layout.files(entry, layers: manifest.digests)
    return StagedImage(
      path: layout.file(entry), form: entry.form, digest: entry.digest, images: manifest.images,
      allocated: paths.reduce(0) { $0.addingClamping(allocated($1)) }, lastUsed: used.modified,
      isOpen: isOpen(paths))
  }

  /// Bytes of disk that a file takes up; 0 where it is missing.
  func allocated(_ path: FilePath) -> Int {
    (try? files.status(of: path, followingLinks: false).allocated) ?? 0
  }

  /// Whether any of the files is open; nil where that cannot be told. Missing ones are not.
  func isOpen(_ paths: [FilePath]) -> Bool? {
    var answer: Bool? = false
    for path in paths {
      do {
        guard let isOpen = try files.isOpen(path) else {
          answer = nil
          continue
        }
        if isOpen { return true }
      } catch {
        if (error as? PcoccError)?.code != .notFound { answer = nil }
      }
    }
    return answer
  }
}
