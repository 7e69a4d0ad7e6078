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
    var below = base.metadata.layers
    if !hasNamedBase, let layers = source.layers { below = layers }
    let added = try stage(
      source, over: &below, of: base.repository, request, for: target, as: folder.appending("blob"),
      monitor)
    try source.file.requireUnchanged()
    let layers = below + [added?.digest].compactMap(\.self)
    let newest = hasNamedBase ? try resolve(base.located.latest) : base
    if layers == newest.metadata.layers, !request.allowsEmpty, request.destination == nil {
      return .unchanged(newest, virtualSize: source.disk.virtualSize)
    }
    let missing = try target.lacking(below)
    let staged = try BlobCopy(
      source: base.repository.content, destination: target, folder: folder
    ).stage(missing, monitor)
    let draft = RevisionDraft(
      name: request.destination?.image ?? base.metadata.name, kind: .vm, layers: layers,
      customMetadata: base.metadata.customMetadata, description: request.description)
    let publish =
      request.destination == nil ? target.publishRevision : target.publishImage
    let metadata = try publish(draft, staged + [added].compactMap(\.self), monitor)
    return RevisionChange(
      image: LocatedRevision(repository: target.name, metadata: metadata), base: base.located,
      isNew: true, addedSize: added?.size ?? 0, virtualSize: source.disk.virtualSize)
  }

  /// Writes the blob that goes on top of the layers `below`, or instead of them, which then are none;
  /// nil where they make the same disk.
  private func stage(
    _ source: SaveSource, over below: inout [Digest], of repository: Repository,
    _ request: SaveRequest, for target: Repository, as path: FilePath, _ monitor: Monitor
  ) throws -> StagedBlob? {
    if !request.isFull {
      let plan = try source.plan(over: below, in: repository.content, monitor)
      guard !plan.isEmpty, let top = below.last else { return nil }
      if below.count < request.maximumLayers {
        try target.requireSpace(plan.dataSize)
        return try StagedBlob(overlay: plan, on: top, to: path, context, monitor)
      }
    }
    let whole = source.whole
    try target.requireSpace(whole.storedSizeLimit(monitor))
    below = []
    return try whole.stage(as: path, compression: nil, context, monitor)
  }
}
