internal import FileSupport
internal import SystemPackage

extension StageStore {
  private var files: any FileSystem { context.fileSystem }

  /// Copies a revision to an entry whose lock the caller holds.
  func copy(
    _ revision: ResolvedRevision, to entry: StageEntry, limit: Int?, _ monitor: Monitor
  ) throws {
    let source = try StageSource(revision)
    let image = revision.located.reference.description
    sweep(holding: layout.lock(entry))
    switch entry.form {
    case .layers: try copyLayers(source, to: entry, image, limit, monitor)
    case .qcow2, .raw:
      try reserve(try source.space(as: entry.form, monitor), for: entry, limit)
      try copyDisk(source, to: entry, image, monitor)
    }
  }

  private func reserve(_ bytes: Int, for entry: StageEntry, _ limit: Int?) throws {
    try makeRoom(for: bytes, to: entry, limit: limit)
    try files.requireSpace(bytes, at: layout.root)
  }

  private func copyDisk(
    _ source: StageSource, to entry: StageEntry, _ image: String, _ monitor: Monitor
  ) throws {
    let path = layout.file(entry)
    try files.writeDurably(
      to: path, mode: StageLayout.fileMode, token: layout.token(for: path), placement: .replacing
    ) { file in
      try source.write(as: entry.form, to: file, monitor)
      // First, so that no file is ever there that nobody would find to drop it.
      try write(
        StageManifest(
          layers: source.blobs.map(\.digest), sizes: [try file.status().size], images: [image]),
        of: entry)
    }
  }

  /// Copies the blobs that are not there, of which other stacks may have some.
  private func copyLayers(
    _ source: StageSource, to entry: StageEntry, _ image: String, _ limit: Int?,
    _ monitor: Monitor
  ) throws {
    // First, so that no other stack takes a blob with it that this one is going to need.
    try write(
      StageManifest(
        layers: source.blobs.map(\.digest), sizes: source.blobs.map(\.status.size),
        images: [image]),
      of: entry)
    let missing = source.blobs.filter { !holds(layout.blob($0.digest), size: $0.status.size) }
    try reserve(
      missing.reduce(0) { $0.addingClamping($1.status.allocated) }, for: entry, limit)
    try files.createDirectoryIfMissing(layout.blobFolders, mode: StageLayout.folderMode)
    let total = missing.reduce(0) { $0.addingClamping($1.status.size) }
    var done = 0
    for (digest, blob, status) in missing {
      let path = layout.blob(digest)
      try files.createDirectoryIfMissing(path.parent, mode: StageLayout.folderMode)
      try files.writeDurably(
        to: path, mode: StageLayout.fileMode, token: layout.token(for: path),
        placement: .replacing
      ) { try source.copy(digest, blob, to: $0, monitor.part(from: done, of: total)) }
      done = done.addingClamping(status.size)
    }
  }

  /// Removes what killed processes left half written. What a process is just writing is under a
  /// lock of its own.
  ///
  /// - Parameter held: the lock that the caller holds.
  func sweep(holding held: FilePath? = nil) {
    for name in (try? files.entries(of: layout.root)) ?? [] {
      guard let entry = StageLayout.parseTemporary(name) else { continue }
      _ = try? withLock(layout.lock(entry), .exclusive, holding: held) {
        try files.removeFile(layout.root.appending(name))
      }
    }
    guard let folders = try? files.entries(of: layout.blobFolders) else { return }
    _ = try? withLock(layout.stackLock, .exclusive, holding: held) {
      for folder in folders.map(layout.blobFolders.appending) {
        for name in try files.entries(of: folder) where name.hasPrefix(TemporaryName.prefix) {
          try files.removeFile(folder.appending(name))
        }
      }
    }
  }
}
