public import FileSupport
internal import SystemPackage

extension ImageManager {
  /// Has a copy of a revision on the node's disk, made by this call or any other process.
  ///
  /// - Throws: `busy` where another process takes longer to copy it than the request's patience
  ///   lasts, `corrupt` where a blob does not match its name.
  public func stage(
    _ request: StageRequest, monitor: Monitor = .silent
  ) throws -> StageResult {
    let source = try resolveDisk(
      request.image, for: "staged", isForced: request.isForced)
    guard source.metadata.kind == .vm, let top = source.metadata.layers.last else {
      throw PcoccError.containersNotSupported(request.image.description, verb: "staged")
    }
    guard let store = try StageStore(request.place, creating: true, context) else {
      throw PcoccError(.notFound, "cannot stage there", path: request.place.path)
    }
    let entry = StageEntry(digest: top, form: request.form)
    return try withLease(on: source, for: request.lease) { lease in
      let (wasCopied, waited) = try store.stage(source, as: entry, request, monitor)
      return StageResult(
        image: source.located, path: store.layout.file(entry), form: request.form,
        size: (store.manifest(of: entry)?.sizes ?? []).reduce(0) { $0.addingClamping($1) },
        wasCopied: wasCopied, waited: waited, lease: lease)
    }
  }

  /// What is staged in a place, used last first.
  public func stagedImages(in place: StagePlace) throws -> [StagedImage] {
    guard let store = try StageStore(place, creating: false, context) else { return [] }
    return try store.entries().compactMap(store.image).sorted { $0.lastUsed > $1.lastUsed }
  }

  /// Drops what is staged of an image, or everything, unless a process has it open.
  ///
  /// - Parameters:
  ///   - image: nil for all images. What it means is looked up in the place itself, because the
  ///     image may not be in a repository any more.
  ///   - dryRun: tells what would be dropped and leaves it.
  /// - Throws: `notFound` where nothing is staged of the image.
  public func dropStaged(
    _ image: ImageReference?, in place: StagePlace, dryRun: Bool = false
  ) throws -> [StageDrop] {
    guard let store = try StageStore(place, creating: false, context) else {
      guard let image else { return [] }
      throw PcoccError.notStaged(image, place.path)
    }
    let entries = try store.entries().filter { entry in
      image.map { store.manifest(of: entry)?.isMeant(by: $0) == true } ?? true
    }
    if let image, entries.isEmpty { throw PcoccError.notStaged(image, store.layout.root) }
    let drops = try entries.sorted { $0.name < $1.name }.compactMap { entry -> StageDrop? in
      let staged = store.image(entry)
      let outcome = try store.drop(entry, dryRun: dryRun)
      return staged.map { StageDrop(image: $0, outcome: outcome) }
    }
    if !dryRun { store.sweep() }
    return drops
  }
}
