internal import DiskImage
internal import FileSupport
internal import SystemPackage

extension ImageManager {
  /// The images that are wanted, each by its newest revision unless all are asked for.
  ///
  /// Pages are stable: whatever others add, change or delete between two calls, an image that is there
  /// throughout is in exactly one page.
  ///
  /// - Throws: `usage` for a malformed pattern, `notFound` for an unknown repository or marker.
  public func images(_ query: ImageQuery) throws -> [ImageSummary] {
    let matches = try nameFilter(query.pattern)
    let needed = query.neededDetails
    var images = try collect(from: query.repository) { repository in
      try repository.withCatalog(context, isRefreshing: query.isRefreshing) { repository in
        try self.images(in: repository, allRevisions: query.allRevisions, needed) { name in
          matches(name) && query.name?.matches(name.description) != false
        }
      }
    }.filter { query.matches($0, for: context) }
    if let order = query.effectiveOrder {
      images.sort(by: order.areInOrder)
      if let marker = try query.marker.map(self.marker) {
        images = Array(images.drop { !order.areInOrder(marker, $0) })
      }
    }
    return query.limit.map { Array(images.prefix($0)) } ?? images
  }

  /// The one image of a name, as scripts look for it.
  ///
  /// - Returns: nil where none has it.
  /// - Throws: `usage` where several have it, with how many.
  public func findImage(named name: ImageName) throws -> ImageSummary? {
    var query = ImageQuery()
    query.name = TextFilter(name.description)
    query.isHidden = nil
    query.details = .all
    let found = try images(query)
    guard found.count <= 1 else {
      let places = found.map { $0.revision.latest.description }.joined(separator: ", ")
      throw PcoccError(
        .usage, "\(found.count) images are called \"\(name)\": \(places)",
        advice: "name one of them with its repository, or by its id")
    }
    return found.first
  }

  /// Which names match a regular expression that is searched anywhere in them; all without one.
  private func nameFilter(_ pattern: String?) throws -> (ImageName) -> Bool {
    guard let pattern else { return { _ in true } }
    guard let expression = try? Regex(pattern) else {
      throw PcoccError(.usage, "\"\(pattern)\" is not a regular expression")
    }
    return { (try? expression.firstMatch(in: $0.description)) != nil }
  }

  private func images(
    in repository: Repository, allRevisions: Bool, _ needed: ImageQuery.Details,
    _ matches: (ImageName) -> Bool
  ) throws -> [ImageSummary] {
    let listing = try repository.metadata.allRevisions()
    listing.problems.forEach(context.warn)
    let described = try repository.attributes.describedImages()
    return listing.revisions.filter { matches($0.key) }.sorted { $0.key < $1.key }
      .concurrentFlatMap { name, revisions -> [ImageSummary] in
        guard let newest = readable(name, revisions.last, in: repository) else { return [] }
        let attributes = attributes(
          of: newest, among: revisions, described.contains(name), in: repository)
        guard let attributes else { return [] }
        let wanted =
          allRevisions
          ? revisions.compactMap {
            $0 == newest.revision ? newest : readable(name, $0, in: repository)
          } : [newest]
        return wanted.map {
          summary(
            of: ResolvedRevision(repository: repository, metadata: $0, revisions: revisions),
            attributes, needed)
        }
      }
  }

  /// One bad file, or an image deleted since the folder was read, hides no other; what a user may not
  /// read is not there for him.
  private func readable(
    _ name: ImageName, _ revision: Revision?, in repository: Repository
  ) -> RevisionMetadata? {
    do {
      return try revision.map { try repository.metadata.read(name, $0) }
    } catch {
      if let error = error as? PcoccError, ![.notFound, .permission].contains(error.code) {
        context.warn(error)
      }
      return nil
    }
  }

  private func attributes(
    of newest: RevisionMetadata, among revisions: [Revision], _ isDescribed: Bool,
    in repository: Repository
  ) -> ImageAttributes? {
    do {
      if isDescribed { return try repository.attributes(of: newest, among: revisions) }
    } catch {
      // What a user may not read is not there for him.
      if (error as? PcoccError)?.code == .permission { return nil }
      if let error = error as? PcoccError { context.warn(error) }
    }
    return repository.initialAttributes(of: newest, among: revisions)
  }

  /// The image that a page begins after, which may have been deleted since.
  private func marker(_ text: String) throws -> ImageSummary {
    let reference = try ImageReference(text)
    do {
      return try summary(of: reference)
    } catch let error as PcoccError where error.code == .notFound {
      for repository in try readableRepositories(reference.repository) {
        let name = try repository.deletedImage(reference.image)
        guard let deleted = try repository.deletedRevision(of: name) else { continue }
        return summary(
          of: ResolvedRevision(
            repository: repository, metadata: deleted, revisions: [deleted.revision]),
          try repository.attributes(of: deleted, among: [deleted.revision]), [])
      }
      throw PcoccError(
        .notFound, "there is no image \"\(text)\" to begin after",
        advice: "give the id of a page's last image")
    }
  }
}

extension ImageQuery {
  /// Pages need an order that does not change when images are added.
  fileprivate var effectiveOrder: SortOrder? {
    order ?? (limit == nil && marker == nil ? nil : .standard)
  }
}

extension Repository {
  /// The newest deleted revision of an image that the trash has.
  fileprivate func deletedRevision(of image: ImageName) throws -> RevisionMetadata? {
    for (run, revisions) in try trash.revisions(of: image) {
      guard let newest = revisions.max() else { continue }
      return try writableMetadata().read(image, newest, in: run)
    }
    return nil
  }
}
