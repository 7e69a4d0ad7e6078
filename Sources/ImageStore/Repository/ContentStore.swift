internal import DiskImage
internal import FileSupport
internal import SystemPackage

/// The blobs of a repository: files named by the SHA-256 of their bytes. Knows no image.
struct ContentStore: Sendable {
  let layout: RepositoryLayout
  let context: StoreContext

  private var files: any FileSystem { context.fileSystem }
  var trash: Trash { Trash(layout: layout, context: context) }

  /// Opens a blob for reading, wherever it is: a blob that a collector has moved away is still in
  /// the trash, and a folder that the network has kept too long is read again first.
  func open(_ digest: Digest) throws -> any File {
    let file = try files.openAgainIfStale(layout.blob(digest)) ?? openInTrash(digest)
    let status = try file.status()
    guard status.kind == .regular else {
      throw PcoccError.blobDamaged(file.path, "it is a \(status.kind.rawValue)")
    }
    return file
  }

  private func openInTrash(_ digest: Digest) throws -> any File {
    guard let path = try trash.find(digest) else {
      throw PcoccError.blobMissing(digest, layout.blob(digest))
    }
    return try files.openForReading(path)
  }

  /// Whether the blob is there under its own name.
  func contains(_ digest: Digest) throws -> Bool {
    try files.openAgainIfStale(layout.blob(digest)) != nil
  }

  /// The blob's length in bytes.
  func size(of digest: Digest) throws -> Int { try open(digest).status().size }

  /// The folders of blobs that are there: all 256, unless pcocc has made the repository.
  func folders() throws -> [FilePath] {
    try files.entries(of: layout.data).filter(RepositoryLayout.isTwoDigits)
      .map(layout.data.appending)
  }

  /// All blobs that lie under their own names, in no order.
  func blobs() throws -> [Digest] {
    try folders().flatMap { folder in
      try files.entriesIfPresent(of: folder).compactMap(Digest.init(hex:))
        .filter { layout.blobFolder($0) == folder }
    }
  }

  /// Publishes a finished, synchronized file as the blob of its digest, unless there is one already
  /// that holds the same bytes; a damaged one is put aside.
  ///
  /// The result says where the staged bytes lie now; they stay there until `discard`, because a
  /// collector may take the published name away before any metadata protects it.
  func publish(_ staged: StagedBlob, _ monitor: Monitor) throws -> StagedBlob {
    let folder = layout.blobFolder(staged.digest)
    try createFolder(folder)
    var staged = staged
    let waiting = folder.appending(RepositoryLayout.temporaryPrefix + context.makeToken())
    try files.rename(staged.path, to: waiting)
    staged.path = waiting
    do {
      try name(staged, monitor)
      try files.synchronizeNames(of: folder)
    } catch {
      discard(staged)
      throw error
    }
    return staged
  }

  /// Makes sure that a blob that metadata now names is still there: rescues it from the trash, else
  /// publishes the staged bytes once more, else throws.
  func confirm(
    _ digest: Digest, staged: [StagedBlob], _ monitor: Monitor = .silent
  ) throws {
    let path = layout.blob(digest)
    // Others rescue and collect at the same time, so what was just seen may be gone.
    for _ in 0..<Self.attempts {
      if try files.openAgainIfStale(path) != nil { return }
      do {
        if let lost = try trash.find(digest) {
          try restore(digest, from: lost)
        } else if let staged = staged.first(where: { $0.digest == digest }) {
          try name(staged, monitor)
          try files.synchronizeNames(of: path.parent)
        }
      } catch let error as PcoccError where error.code == .notFound {}
    }
    throw PcoccError.blobMissing(digest, path)
  }

  private static let attempts = 4

  /// Moves a blob back from where it was moved to, unless something has its name; it stays there too
  /// then.
  func restore(_ digest: Digest, from place: FilePath) throws {
    let path = layout.blob(digest)
    try createFolder(path.parent)
    try unlessTaken { try files.moveExclusively(place, to: path) }
    try files.synchronizeNames(of: path.parent)
  }

  /// Removes what is left of staged bytes.
  func discard(_ staged: StagedBlob) { try? files.removeFile(staged.path) }

  private func name(_ staged: StagedBlob, _ monitor: Monitor) throws {
    let path = layout.blob(staged.digest)
    do {
      try files.publishExclusively(staged.path, as: path)
    } catch let error as PcoccError where error.code == .exists {
      guard try !holds(staged, path, monitor) else { return }
      if let place = try putAside(path) {
        context.warn(PcoccError(.corrupt, "a damaged blob has been replaced", path: place))
      }
      // Somebody else may be mending it as well, with the same bytes.
      try unlessTaken { try files.publishExclusively(staged.path, as: path) }
    }
  }

  /// Whether the file that has the blob's name has its bytes too.
  private func holds(_ blob: StagedBlob, _ path: FilePath, _ monitor: Monitor) throws -> Bool {
    let status = try files.status(of: path, followingLinks: false)
    guard status.kind == .regular, status.size == blob.size else { return false }
    do {
      let digest = try Digest(
        ofBytes: files.openForReading(path),
        monitor: Monitor(checkCancelled: monitor.checkCancelled))
      return digest == blob.digest
    } catch let error as PcoccError where [.io, .corrupt].contains(error.code) {
      // What cannot be read is lost, and the staged bytes are here.
      return false
    }
  }

  private func unlessTaken(_ body: () throws -> Void) throws {
    do { try body() } catch let error as PcoccError where error.code == .exists {}
  }

  /// pcocc makes these folders one by one.
  private func createFolder(_ folder: FilePath) throws {
    guard (try? files.status(of: folder, followingLinks: false)) == nil else { return }
    try files.createDirectoryIfMissing(folder, mode: RepositoryLayout.folderMode)
    try files.synchronizeNames(of: layout.data)
  }
}
