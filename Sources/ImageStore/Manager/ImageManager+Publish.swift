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
  func publish(
    _ layers: [Digest], with added: StagedBlob?, and others: [StagedBlob] = [],
    from base: ResolvedRevision, to destination: (repository: Repository, image: ImageName)? = nil,
    _ description: String?, virtualSize: Int, _ monitor: Monitor
  ) throws -> RevisionChange {
    let repository = destination?.repository ?? base.repository
    let draft = RevisionDraft(
      name: destination?.image ?? base.metadata.name, kind: .vm, layers: layers,
      customMetadata: base.metadata.customMetadata, description: description)
    let publish = destination == nil ? repository.publishRevision : repository.publishImage
    let metadata = try publish(draft, others + [added].compactMap(\.self), monitor)
    return RevisionChange(
      image: LocatedRevision(repository: repository.name, metadata: metadata), base: base.located,
      isNew: true, addedSize: added?.size ?? 0, virtualSize: virtualSize)
  }
}
