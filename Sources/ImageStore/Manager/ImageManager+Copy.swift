public import FileSupport
internal import SystemPackage

extension ImageManager {
  /// Makes a new image out of one revision with all its layers; a revision in the destination is
  /// ignored. Blobs that the destination repository has are neither copied nor looked into.
  ///
  /// - Parameter isForced: copies the user's own image although it is deactivated.
  /// - Throws: `exists` where the destination repository has the image, `corrupt` where a blob is
  ///   missing, or comes from another repository and does not match its name.
  public func copy(
    from source: ImageReference, to destination: ImageReference,
    attributes: NewImageAttributes = NewImageAttributes(), isForced: Bool = false,
    monitor: Monitor = .silent
  ) throws -> LocatedRevision {
    let source = try resolveDisk(source, for: "copied", isForced: isForced)
    let repository = try destinationRepository(destination.repository)
    try repository.requireUnused(destination.image)
    let missing = try repository.lacking(source.metadata.layers)
    return try repository.withStagingFolder { folder in
      let staged = try BlobCopy(
        source: source.repository.content, destination: repository, folder: folder,
        kind: source.metadata.kind
      ).stage(missing, monitor)
      return LocatedRevision(
        repository: repository.name,
        metadata: try repository.publishCopy(
          of: source, as: destination.image, layers: source.metadata.layers, staged: staged,
          source.metadata.description, virtualSize: source.metadata.facts?.virtualSize,
          attributes, monitor))
    }
  }
}

extension Repository {
  /// The blobs among `layers` that the repository does not have for the user, each once.
  func lacking(_ layers: [Digest]) throws -> [Digest] {
    try Set(layers).filter { try !canRead($0) }.sorted { $0.hex < $1.hex }
  }

  /// One that the user cannot read is replaced by his own.
  private func canRead(_ layer: Digest) throws -> Bool {
    do {
      return try content.contains(layer)
    } catch let error as PcoccError where error.code == .permission { return false }
  }
}
