internal import FileSupport
internal import SystemPackage

extension ImageManager {
  /// Moves the given revision to the trash, or all revisions where the reference names none.
  ///
  /// - Parameter dryRun: returns what would be moved and leaves it where it is.
  /// - Returns: what was deleted, lowest revision first.
  public func delete(
    _ reference: ImageReference, dryRun: Bool = false
  ) throws -> [ImageReference] {
    let found = try locate(reference)
    let repository = found.repository
    try repository.requireRightToDelete(found.image)
    if try repository.isProtected(found.image) {
      throw PcoccError.imageProtected(found.image, in: repository.name)
    }
    var revisions = [found.revision]
    if reference.selector == .latest {
      revisions = try repository.metadata.revisions(of: found.image)
    }
    if !dryRun {
      revisions = try repository.naming(found.image, "deleted") {
        try repository.delete(revisions, of: found.image)
      }
    }
    // Somebody else may have deleted it since it was found.
    guard !revisions.isEmpty else { throw PcoccError.imageNotFound(reference) }
    return references(to: revisions, of: found.image, in: repository)
  }

  private func references(
    to revisions: [Revision], of image: ImageName, in repository: Repository
  ) -> [ImageReference] {
    revisions.map { repository.reference(image, $0) }
  }

  /// Brings back what the last deletion of an image took away, or the given revision.
  public func undelete(_ reference: ImageReference) throws -> [ImageReference] {
    let revision: Revision?
    switch reference.selector {
    case .latest: revision = nil
    case .revision(let number): revision = number
    case .digest:
      throw PcoccError(.usage, "\"\(reference)\": give the revision's number to undelete it")
    }
    for repository in try readableRepositories(reference.repository)
    where repository.version == .two {
      let image = try repository.deletedImage(reference.image)
      let restored = try repository.naming(image, "restored") {
        try repository.undelete(image, revision: revision)
      }
      if !restored.isEmpty { return references(to: restored, of: image, in: repository) }
    }
    throw notDeleted(reference)
  }

  /// Nothing of an image was deleted, or not the revision of it.
  private func notDeleted(_ reference: ImageReference) -> PcoccError {
    let entries = (try? trash(of: reference.repository)) ?? []
    let deleted = entries.compactMap { entry in
      if case .revision(let reference) = entry.content { reference } else { nil }
    }
    let advice = "\"pcocc image trash list\" shows what is"
    if reference.selector == .latest,
      let moved = deleted.last(where: { $0.image == reference.image })
    {
      return PcoccError(
        .notFound, "image \"\(reference)\" was renamed or taken back, not deleted",
        advice: "ask for one of its revisions, such as \(moved); \(advice)")
    }
    let question = Spelling.question(
      about: reference.image.description, among: Set(deleted.map(\.image.description)).sorted())
    let kind = reference.selector == .latest ? "image" : "revision"
    return PcoccError(
      .notFound, "\(kind) \"\(reference)\" is not in the trash",
      advice: question.map { "\($0) (pcocc image trash list)" } ?? advice)
  }
}
