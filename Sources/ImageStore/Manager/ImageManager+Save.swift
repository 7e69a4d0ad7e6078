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
  public func save(
    _ request: SaveRequest, monitor: Monitor = .silent
  ) throws -> RevisionChange {
    let (base, target) = try saveTarget(of: request)
    return try target.withStagingFolder { folder in
      let monitor = target.guardingSpace(monitor)
      return try SourceFile.withFile(
        of: request.source, staging: folder, target.context, monitor
      ) {
        let source = try SaveSource($0, request, on: base, to: target, monitor)
        return try save(source, request, on: base, to: target, folder, monitor)
      }
    }
  }

  /// What a save begins from, and where its layers go; throws what speaks against it.
  func saveTarget(
    of request: SaveRequest
  ) throws -> (base: ResolvedRevision, repository: Repository) {
    let base = try resolveDisk(request.image, for: "saved to", isForced: false)
    try base.requireVirtualMachine(for: "saved to")
    let target =
      try request.destination.map { try destinationRepository($0.repository) } ?? base.repository
    _ = try target.writableMetadata()
    if let destination = request.destination { try target.requireUnused(destination.image) }
    try requireAttributes(request, of: base)
    if request.destination == nil {
      try target.requireRight(to: "saved to", base.metadata.name, base.attributes)
    }
    return (base, target)
  }

  private func save(
    _ source: SaveSource, _ request: SaveRequest, on base: ResolvedRevision,
    to target: Repository, _ folder: FilePath, _ monitor: Monitor
  ) throws -> RevisionChange {
    let hasNamedBase = request.image.selector != .latest
    let below = hasNamedBase ? StoredStack(base) : source.base ?? StoredStack(base)
    // Where nobody has named one: the revision that the file was made from.
    let found = hasNamedBase ? base : try revision(of: base, with: below)
    let origin = found ?? base
    var kept = below.layers
    let added = try stage(
      source, over: below, keeping: &kept, request, for: target, as: folder.appending("blob"),
      monitor)
    try source.file.requireUnchanged()
    let layers = kept + [added?.digest].compactMap(\.self)
    if request.destination == nil, !request.allowsEmpty {
      if added == nil, !hasNamedBase {
        return .unchanged(origin, virtualSize: source.disk.virtualSize)
      }
      let newest = try resolve(base.located.latest)
      if layers == newest.metadata.layers {
        return .unchanged(newest, virtualSize: source.disk.virtualSize)
      }
    }
    let staged = try BlobCopy(
      source: below.repository.content, destination: target, folder: folder
    ).stage(target.lacking(kept), monitor)
    var change = try publish(
      layers, with: added, and: staged, from: base,
      to: request.destination.map { (target, $0.image) }, request.description,
      request.attributes, virtualSize: source.disk.virtualSize, monitor)
    change.base = origin.located
    try carryAttributes(request, to: change.image)
    if request.destination == nil, !hasNamedBase {
      warnOfRevisionsLeftOut(by: change, hasOrigin: found != nil, target)
    }
    return change
  }

  /// Throws `usage` for attributes that the image cannot have.
  private func requireAttributes(_ request: SaveRequest, of base: ResolvedRevision) throws {
    guard request.destination == nil else {
      _ = try request.attributes.attributes(context)
      return
    }
    guard !request.attributes.change.isEmpty else { return }
    var attributes = try base.attributes
    try request.attributes.change.apply(to: &attributes)
  }

  /// A new image carries them from its beginning.
  private func carryAttributes(_ request: SaveRequest, to image: LocatedRevision) throws {
    guard request.destination == nil, !request.attributes.change.isEmpty else { return }
    do {
      _ = try update(image.latest, request.attributes.change)
    } catch let error as PcoccError {
      throw error.advising("\(image.reference) has been made; \"pcocc image set\" changes the rest")
    }
  }

  /// Writes the blob that goes on top of the layers below, or instead of them, of which then none
  /// are kept; nil where they make the same disk.
  private func stage(
    _ source: SaveSource, over below: StoredStack, keeping kept: inout [Digest],
    _ request: SaveRequest, for target: Repository, as path: FilePath, _ monitor: Monitor
  ) throws -> StagedBlob? {
    if !request.isFull {
      let plan = try source.plan(over: below, monitor)
      guard !plan.isEmpty, let top = below.layers.last else { return nil }
      if below.layers.count < request.maximumLayers {
        try target.requireSpace(plan.dataSize)
        return try StagedBlob(overlay: plan, on: top, to: path, target.context, monitor)
      }
    }
    let whole = source.whole
    try target.requireSpace(whole.storedSizeLimit(monitor))
    kept = []
    return try whole.stage(as: path, compression: nil, target.context, monitor)
  }

  /// The newest revision of the same image that has these layers; nil where none has.
  private func revision(
    of image: ResolvedRevision, with stack: StoredStack
  ) throws -> ResolvedRevision? {
    let repository = image.repository
    guard stack.layers != image.metadata.layers else { return image }
    guard stack.repository.layout == repository.layout else { return nil }
    let name = image.metadata.name
    for revision in try repository.metadata.revisions(of: name).reversed() {
      guard let metadata = read(name, revision, in: repository) else { continue }
      if metadata.layers == stack.layers {
        return ResolvedRevision(
          repository: repository, metadata: metadata, revisions: image.revisions)
      }
    }
    return nil
  }

  /// Two who start from one revision both get one, but neither has what the other changed.
  ///
  /// - Parameter hasOrigin: whether the file was made from any revision of the image.
  private func warnOfRevisionsLeftOut(
    by change: RevisionChange, hasOrigin: Bool, _ repository: Repository
  ) {
    let made = change.image.reference
    let advice = "\"pcocc image diff\" shows the differences"
    guard hasOrigin else {
      context.warn(
        PcoccError(
          .other, "\"\(made)\" was made from no revision of this image; nothing of them is in it",
          advice: "\(advice), \"pcocc image delete \(made)\" takes it back"))
      return
    }
    let (base, number) = (change.base.metadata.revision, change.image.metadata.revision)
    // The revision has been made; that the others cannot be listed does not undo it.
    let between = try? repository.metadata.revisions(of: change.image.metadata.name)
      .filter { $0 > base && $0 < number }
    guard let first = between?.first, let last = between?.last else { return }
    let changes = first == last ? "revision \(last)" : "revisions \(first) to \(last)"
    context.warn(
      PcoccError(
        .other,
        "\"\(made)\" was made from revision \(base); what \(changes) changed is not in it",
        advice: advice))
  }
}

extension SaveSource {
  /// Examines a file that is saved on top of `base`: it may be an overlay on a blob of either
  /// repository.
  init(
    _ file: SourceFile, _ request: SaveRequest, on base: ResolvedRevision,
    to target: Repository, _ monitor: Monitor
  ) throws {
    try self.init(
      file, request.source,
      in: target.layout == base.repository.layout ? [target] : [base.repository, target], monitor)
  }
}
