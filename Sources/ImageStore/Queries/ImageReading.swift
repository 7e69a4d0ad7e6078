internal import FileSupport

/// Reads what the images of a repository are, for a list; by several threads at once.
struct ImageReading: Sendable {
  /// An image and its revisions, lowest first.
  typealias Name = (name: ImageName, revisions: [Revision])

  /// What has been read of some images, in their order.
  struct Batch: Sendable {
    var images: [ImageSummary] = []
    /// What hides an image, or a part of it.
    var warnings: [PcoccError] = []
  }

  private let repository: Repository
  private let described: Set<ImageName>
  private let allRevisions: Bool
  private let details: ImageQuery.Details
  private let manager: ImageManager

  /// - Parameters:
  ///   - described: the images that somebody has described.
  ///   - allRevisions: whether all are read of an image, or the highest.
  ///   - details: what is to be found out that takes time.
  init(
    _ repository: Repository, described: Set<ImageName>, allRevisions: Bool,
    details: ImageQuery.Details, _ manager: ImageManager
  ) {
    self.repository = repository
    self.described = described
    self.allRevisions = allRevisions
    self.details = details
    self.manager = manager
  }

  /// One bad file, or an image deleted since the folder was read, hides no other; what a user may not
  /// read is not there for him.
  func read(_ names: ArraySlice<Name>) -> Batch {
    var batch = Batch()
    for (name, revisions) in names { read(name, revisions, into: &batch) }
    return batch
  }

  private func read(_ name: ImageName, _ revisions: [Revision], into batch: inout Batch) {
    guard let newest = metadata(name, revisions.last, &batch.warnings),
      let attributes = attributes(of: newest, among: revisions, &batch.warnings)
    else { return }
    for revision in allRevisions ? revisions : [newest.revision] {
      guard
        let metadata = revision == newest.revision
          ? newest : metadata(name, revision, &batch.warnings)
      else { continue }
      batch.images.append(
        manager.summary(
          of: ResolvedRevision(repository: repository, metadata: metadata, revisions: revisions),
          attributes, details))
    }
  }

  private func metadata(
    _ name: ImageName, _ revision: Revision?, _ warnings: inout [PcoccError]
  ) -> RevisionMetadata? {
    do {
      return try revision.map { try repository.metadata.read(name, $0) }
    } catch {
      if let error = error as? PcoccError, ![.notFound, .permission].contains(error.code) {
        warnings.append(error)
      }
      return nil
    }
  }

  /// nil where the user may not know them.
  private func attributes(
    of newest: RevisionMetadata, among revisions: [Revision], _ warnings: inout [PcoccError]
  ) -> ImageAttributes? {
    do {
      if described.contains(newest.name) {
        return try repository.attributes(of: newest, among: revisions)
      }
    } catch {
      let error = error as? PcoccError
      if error?.code == .permission { return nil }
      if let error { warnings.append(error) }
    }
    return repository.initialAttributes(of: newest, among: revisions)
  }
}
