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
    let path = layout.blob(digest)
    let file = try whileOthersMoveIt(digest) {
      if let file = try files.openAgainIfStale(path) { return file }
      return try trash.find(digest).flatMap { try files.openAgainIfStale($0) }
    }
    let status = try file.status()
    guard status.kind == .regular else {
      throw PcoccError.blobDamaged(file.path, "it is a \(status.kind.rawValue)")
    }
    return file
  }

  /// Looks again where a blob is not found: others rescue and collect at the same time, so what was just
  /// seen may be gone, and what was just missed may be there.
  private func whileOthersMoveIt<Value>(
    _ digest: Digest, _ body: () throws -> Value?
  ) throws -> Value {
    var failure = PcoccError.blobMissing(digest, layout.blob(digest))
    for _ in 0..<Self.attempts {
      do {
        if let value = try body() { return value }
      } catch let error as PcoccError where error.isAbsenceOrStaleness {
        // What is stale is not known to be missing.
        if error.code != .notFound { failure = error }
      }
    }
    throw failure
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
    try whileOthersMoveIt(digest) {
      if try files.openAgainIfStale(path) != nil { return () }
      if let lost = try trash.find(digest) {
        try restore(digest, from: lost)
      } else if let staged = staged.first(where: { $0.digest == digest }) {
        try name(staged, monitor)
        try files.synchronizeNames(of: path.parent)
      }
      return nil
    }
  }

  static let attempts = 4

  /// Moves a blob back from where it was moved to, unless something has its name; it stays there too
  /// then.
  func restore(_ digest: Digest, from place: FilePath) throws {
    let path = layout.blob(digest)
    try createFolder(path.parent)
    do {
      try files.moveExclusively(place, to: path)
    } catch let error as PcoccError where error.code == .exists {
      try files.synchronizeNames(of: path.parent)
    }
  }

  /// Removes what is left of staged bytes.
  func discard(_ staged: StagedBlob) { try? files.removeFile(staged.path) }

  private func name(_ staged: StagedBlob, _ monitor: Monitor) throws {
    let path = layout.blob(staged.digest)
    for _ in 0..<Self.attempts {
      do {
        return try files.publishExclusively(staged.path, as: path)
      } catch let error as PcoccError where error.code == .exists {}
      do {
        switch try examine(path, staged, monitor) {
        case .whole: return
        case .damaged(let file):
          guard let place = try replace(file, by: staged) else { continue }
          return context.warn(
            PcoccError(.corrupt, "a damaged blob has been replaced", path: place))
        }
      } catch let error as PcoccError where error.code == .permission {
        return try takeOver(staged)
      } catch let error as PcoccError where error.isAbsenceOrStaleness {
        // Somebody has moved it or mended it meanwhile.
        _ = try? files.entries(of: path.parent)
      }
    }
    throw PcoccError(
      .busy, "other processes move this blob all the time", path: path, advice: "try again")
  }

  private enum Holding {
    case whole
    /// nil is something that is no regular file.
    case damaged((any File)?)
  }

  /// Whether what has the blob's name has its bytes too.
  ///
  /// - Throws: what may pass, such as a server that does not answer. The blob may be a good one.
  private func examine(
    _ path: FilePath, _ blob: StagedBlob, _ monitor: Monitor
  ) throws -> Holding {
    guard try files.status(of: path, followingLinks: false).kind == .regular else {
      return .damaged(nil)
    }
    let file = try files.openForReading(path)
    do {
      guard try file.status().size == blob.size else { return .damaged(file) }
      let quiet = monitor.quiet
      return try Digest(ofBytes: file, monitor: quiet) == blob.digest ? .whole : .damaged(file)
    } catch let error as PcoccError where error.cause == .ioError || error.code == .corrupt {
      // What the disk does not deliver is lost, and the staged bytes are here.
      return .damaged(file)
    }
  }

  /// pcocc makes these folders one by one.
  private func createFolder(_ folder: FilePath) throws {
    guard (try? files.status(of: folder, followingLinks: false)) == nil else { return }
    try files.createDirectoryIfMissing(folder, mode: RepositoryLayout.folderMode)
    try files.synchronizeNames(of: layout.data)
  }
}
