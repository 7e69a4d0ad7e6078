internal import FileSupport

extension ImageManager {
  /// Publishes a disk that was made from a revision: as the next revision of the same image, or as a
  /// new image. What a user attached to the revision goes with it.
  ///
  /// - Parameters:
  ///   - layers: base first.
  ///   - added: the blob that was made for it, if one was needed.
  ///   - others: staged blobs of other layers, which the repository lacks.
  ///   - destination: the new image with its repository; nil for the next revision.
  ///   - attributes: what the image is to carry.
  func publish(
    _ layers: [Digest], with added: StagedBlob?, and others: [StagedBlob] = [],
    from base: ResolvedRevision, to destination: (repository: Repository, image: ImageName)? = nil,
    _ description: String?, _ attributes: NewImageAttributes = NewImageAttributes(),
    virtualSize: Int, _ monitor: Monitor
  ) throws -> RevisionChange {
    let repository = destination?.repository ?? base.repository
    let staged = others + [added].compactMap(\.self)
    let metadata =
      if let destination {
        try repository.publishCopy(
          of: base, as: destination.image, layers: layers, staged: staged, description,
          virtualSize: virtualSize, attributes, monitor)
      } else {
        try repository.publishSuccessor(
          of: base.metadata, layers: layers, staged: staged, description,
          virtualSize: virtualSize, monitor)
      }
    return RevisionChange(
      image: LocatedRevision(repository: repository.name, metadata: metadata), base: base.located,
      isNew: true, addedSize: added?.size ?? 0, virtualSize: virtualSize)
  }
}
