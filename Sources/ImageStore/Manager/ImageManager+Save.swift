internal import DiskImage
public import FileSupport
internal import SystemPackage

extension ImageManager {
  /// Makes a revision out of a disk image file: a layer with what differs from the base, on top of
  /// the base's layers.
  ///
  /// The base is the revision named, else the newest one; but where the file is an overlay on a blob
  /// of the image's repository and no revision is named, the layers below it. Only such an overlay
  /// may have a backing file. Of two saves at once both become revisions.
  ///
  /// - Throws: `notFound` where there is no base, `exists` where a new image is asked for and is there,
  ///   `corrupt` or `unsupported` for a file that cannot be stored.
  public func saveImage(
    _ request: SaveRequest, monitor: Monitor = .silent
  ) throws -> RevisionChange {
    let base = try resolve(request.image)
    try base.requireVirtualMachine(for: "saved to")
    let target =
      try request.destination.map { try destinationRepository($0.repository) } ?? base.repository
    _ = try target.writableMetadata()
    if let destination = request.destination { try target.requireUnused(destination.image) }
    return try target.withStagingFolder { folder in
      let monitor = target.guardingSpace(monitor)
      return try SourceFile.withFile(of: request.source, staging: folder, context, monitor) {
        let source = try SaveSource($0, request.source, on: base.repository, monitor)
        return try save(source, request, on: base, to: target, folder, monitor)
      }
    }
  }

  private func save(
    _ source: SaveSource, _ request: SaveRequest, on base: ResolvedRevision,
    to target: Repository, _ folder: FilePath, _ monitor: Monitor
  ) throws -> RevisionChange {
    let hasNamedBase = request.image.selector != .latest
    var layers = base.metadata.layers
    if !hasNamedBase, let below = source.layers { layers = below }
    let plan = try source.plan(over: layers, in: base.repository.content, monitor)
    let isSame = plan.isEmpty && layers == base.metadata.layers
    if isSame, !request.allowsEmpty, request.destination == nil {
      return .unchanged(base, virtualSize: source.disk.virtualSize)
    }
    var added: StagedBlob?
    let path = folder.appending("blob")
    if request.isFull || !plan.isEmpty && layers.count >= request.maximumLayers {
      let whole = source.whole
      try target.requireSpace(whole.storedSizeLimit(monitor))
      added = try whole.stage(as: path, compression: nil, context, monitor)
      layers = []
    } else if !plan.isEmpty, let top = layers.last {
      try target.requireSpace(plan.dataSize)
      added = try StagedBlob(overlay: plan, on: top, to: path, context, monitor)
    }
    let missing = try target.lacking(layers)
    var staged = try copyBlobs(missing, from: base.repository, to: target, folder, monitor)
    if let added { staged.append(added) }
    let draft = RevisionDraft(
      name: request.destination?.image ?? base.metadata.name, kind: .vm,
      layers: layers + [added?.digest].compactMap(\.self),
      customMetadata: base.metadata.customMetadata, description: request.description)
    let metadata =
      try request.destination == nil
      ? target.publishRevision(draft, staged: staged, monitor)
      : target.publishImage(draft, staged: staged, monitor)
    return RevisionChange(
      image: LocatedRevision(repository: target.name, metadata: metadata), base: base.located,
      isNew: true, addedSize: added?.size ?? 0, virtualSize: source.disk.virtualSize)
  }
}
