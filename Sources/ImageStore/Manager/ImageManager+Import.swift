internal import DiskImage
public import FileSupport
internal import SystemPackage

extension ImageManager {
  /// Makes a new image out of a disk image file; a revision in the destination is ignored.
  ///
  /// The source is examined as a whole before anything is stored. A clean standalone qcow2 is
  /// stored byte for byte, everything else becomes a new qcow2.
  ///
  /// - Throws: `exists` where the destination repository has the image; `corrupt` or `unsupported`
  ///   for what cannot be imported.
  public func `import`(
    _ request: ImportRequest, monitor: Monitor = .silent
  ) throws -> ImportResult {
    let name = request.destination.image
    _ = try request.attributes.attributes(context)
    // What can be refused is refused before anything is made in the repository.
    let examined = try examine(request, monitor)
    let repository = try destinationRepository(request.destination.repository)
    try repository.requireUnused(name)
    return try repository.withStagingFolder { folder in
      let monitor = repository.guardingSpace(monitor)
      let source =
        try examined
        ?? SourceFile.withFile(
          of: request.source, staging: folder, repository.context, monitor
        ) {
          try ImportSource($0, request, monitor)
        }
      try repository.requireSpace(source.storedSizeLimit(monitor))
      let blob = try source.stage(
        as: folder.appending("blob"), compression: request.compression, repository.context, monitor)
      let facts = try source.facts(of: request, stored: blob, repository.context, monitor)
      let metadata = try repository.publishNamedImage(
        RevisionDraft(
          name: name, kind: .vm, layers: [blob.digest], description: request.description),
        facts: facts, isIDGiven: request.attributes.id != nil, staged: [blob], monitor)
      warnIfShadowing(name, in: repository.name)
      return ImportResult(
        image: LocatedRevision(repository: repository.name, metadata: metadata),
        sourceFormat: source.reader.format, isVerbatim: source.isVerbatim, size: blob.size,
        virtualSize: source.reader.virtualSize)
    }
  }

  /// The source where it can be examined as it is; nil for a stream and for a compressed file.
  func examine(_ request: ImportRequest, _ monitor: Monitor) throws -> ImportSource? {
    guard case .file(let path) = request.source.endpoint else { return nil }
    let file = try SourceFile(path, for: request.source, context)
    return file.compression == nil ? try ImportSource(file, request, monitor) : nil
  }

  /// An unqualified name means the first repository that has it.
  private func warnIfShadowing(_ name: ImageName, in repository: RepositoryName) {
    for (configured, open) in openAll() where configured.name != repository {
      guard let other = try? open(), let revisions = try? other.metadata.revisions(of: name),
        !revisions.isEmpty
      else { continue }
      context.warn(
        PcoccError(
          .exists, "image \"\(name)\" is also in repository \"\(configured.name)\"",
          advice: "\"\(name)\" alone means the first repository that has it"))
    }
  }
}
