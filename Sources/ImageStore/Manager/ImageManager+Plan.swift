internal import DiskImage
internal import FileSupport
internal import SystemPackage

// What is found out before long work goes on by itself: what would stop it at once is thrown to who
// still looks, and the plan tells where unfinished files will be.
//
// The work looks again: all may have changed until then.
extension ImageManager {
  /// Throws what `import` would, as far as it can be told without reading the whole source.
  public func plan(_ request: ImportRequest) throws -> TaskPlan {
    _ = try request.attributes.attributes(context)
    let path = try path(of: request.source)
    _ = try examine(request, .silent)
    return TaskPlan(
      type: .import, source: try context.fileSystem.canonicalPath(of: path).string,
      destination: request.destination.description,
      repository: try placeOfNewImage(request.destination))
  }

  /// Throws what `export` would, as far as it can be told without reading the image.
  public func plan(_ request: ExportRequest) throws -> TaskPlan {
    _ = try request.output
    let image = try resolveDisk(request.source, for: "exported", isForced: request.isForced)
    try image.requireVirtualMachine(for: "exported")
    guard case .file(let path) = request.destination else { throw PcoccError.noStreamInTask() }
    let file = try exportDestination(path).path
    return TaskPlan(
      type: .export, source: image.located.reference.description, destination: file.string,
      folder: file.parent)
  }

  /// Throws what `save` would, as far as it can be told without reading the file.
  public func plan(_ request: SaveRequest) throws -> TaskPlan {
    let (base, target) = try saveTarget(of: request)
    let path = try path(of: request.source)
    let file = try SourceFile(path, for: request.source, context)
    if file.compression == nil { _ = try SaveSource(file, request, on: base, to: target, .silent) }
    return TaskPlan(
      type: .save, source: try context.fileSystem.canonicalPath(of: path).string,
      destination: (request.destination ?? base.located.latest).description,
      repository: target.layout.root)
  }

  /// Throws what `copy` would, as far as it can be told without reading the image.
  public func planCopy(
    from source: ImageReference, to destination: ImageReference, _ attributes: NewImageAttributes,
    isForced: Bool
  ) throws -> TaskPlan {
    let image = try resolveDisk(source, for: "copied", isForced: isForced)
    _ = try attributes.attributes(context)
    return TaskPlan(
      type: .copy, source: image.located.reference.description,
      destination: destination.description, repository: try placeOfNewImage(destination))
  }

  /// Throws what `verify` would, as far as it can be told without reading blobs.
  public func plan(_ request: VerificationRequest) throws -> TaskPlan {
    var plan = TaskPlan(type: .verify)
    switch request.scope {
    case .image(let reference): plan.source = try locate(reference).reference.description
    case .repository(let name):
      plan.source = try open(repositoryConfiguration(name)).map { "\($0.name):" } ?? "\(name):"
    case .all: break
    }
    return plan
  }

  private func placeOfNewImage(_ destination: ImageReference) throws -> FilePath {
    let repository = try destinationRepository(destination.repository)
    try repository.requireUnused(destination.image)
    return repository.layout.root
  }

  private func path(of source: DiskSource) throws -> FilePath {
    guard case .file(let path) = source.endpoint else { throw PcoccError.noStreamInTask() }
    return path
  }
}

extension PcoccError {
  fileprivate static func noStreamInTask() -> PcoccError {
    PcoccError(
      .usage, "a task has no standard input or output", advice: "name a file instead of -")
  }
}
