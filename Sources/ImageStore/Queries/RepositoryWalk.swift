internal import FileSupport

/// One pass over the images of one repository, by name. What is read goes into the user's catalog.
final class RepositoryWalk {
  private let repository: Repository
  private var catalog: CatalogedFiles?
  private let selection: ImageSelection
  private let manager: ImageManager
  /// The images that somebody has described.
  private let described: Set<ImageName>
  private var names: ArraySlice<(name: ImageName, revisions: [Revision])>
  /// Revisions of one image that have been read already.
  private var read: ArraySlice<ImageSummary> = []

  /// Reads which images there are, and none of them.
  ///
  /// - Throws: where that cannot be read.
  init(_ repository: Repository, _ selection: ImageSelection, _ manager: ImageManager) throws {
    (self.repository, catalog) = repository.cataloged(
      manager.context, isRefreshing: selection.query.isRefreshing)
    self.selection = selection
    self.manager = manager
    let listing = try self.repository.metadata.allRevisions()
    listing.problems.forEach(manager.context.warn)
    described = try self.repository.attributes.describedImages()
    names =
      listing.revisions.filter { selection.matches($0.key) }
      .map { (name: $0.key, revisions: $0.value) }.sorted { $0.name < $1.name }[...]
  }

  deinit {
    do {
      try finish()
    } catch {
      guard selection.query.isRefreshing, let error = error as? PcoccError else { return }
      manager.context.warn(error)
    }
  }

  /// Keeps what was read for later lists, once.
  ///
  /// - Throws: where that cannot be done, which no list depends on.
  func finish() throws {
    defer { catalog = nil }
    try catalog?.save(isWhole: names.isEmpty && selection.isOfAllNames)
  }

  func next() -> ImageSummary? {
    while read.isEmpty {
      guard let (name, revisions) = names.popFirst() else { return nil }
      read = images(name, revisions)[...]
    }
    return read.popFirst()
  }

  private func images(_ name: ImageName, _ revisions: [Revision]) -> [ImageSummary] {
    guard let newest = metadata(name, revisions.last),
      let attributes = attributes(of: newest, among: revisions)
    else { return [] }
    let wanted =
      selection.query.allRevisions
      ? revisions.compactMap { $0 == newest.revision ? newest : metadata(name, $0) } : [newest]
    return wanted.map {
      manager.summary(
        of: ResolvedRevision(repository: repository, metadata: $0, revisions: revisions),
        attributes, selection.details)
    }
  }

  /// One bad file, or an image deleted since the folder was read, hides no other; what a user may not
  /// read is not there for him.
  private func metadata(_ name: ImageName, _ revision: Revision?) -> RevisionMetadata? {
    do {
      return try revision.map { try repository.metadata.read(name, $0) }
    } catch {
      if let error = error as? PcoccError, ![.notFound, .permission].contains(error.code) {
        manager.context.warn(error)
      }
      return nil
    }
  }

  private func attributes(
    of newest: RevisionMetadata, among revisions: [Revision]
  ) -> ImageAttributes? {
    do {
      if described.contains(newest.name) {
        return try repository.attributes(of: newest, among: revisions)
      }
    } catch {
      // What a user may not read is not there for him.
      if (error as? PcoccError)?.code == .permission { return nil }
      if let error = error as? PcoccError { manager.context.warn(error) }
    }
    return repository.initialAttributes(of: newest, among: revisions)
  }
}
