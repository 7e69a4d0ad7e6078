internal import DiskImage
internal import FileSupport
internal import SystemPackage

extension ImageManager {
  /// The images that are wanted, each by its newest revision unless all are asked for.
  ///
  /// They are read when somebody iterates, see ``ImageList``. Pages are stable where the order is by what
  /// does not change, as the usual one by the time of making is: whatever others add, change or delete
  /// between two calls, an image that is there throughout is in exactly one page.
  ///
  /// - Throws: `usage` for a malformed pattern, `notFound` for an unknown repository or marker, and
  ///   what keeps a repository from being read that the query names.
  public func list(_ query: ImageQuery = ImageQuery()) throws -> ImageList {
    let selection = try ImageSelection(query, marker: marker(of: query))
    guard let name = query.repository else {
      return ImageList { ImageWalk(self, selection, from: self.openAll()) }
    }
    let configured = try repositoryConfiguration(name)
    let open = { try self.open(configured) }
    var first = try open().map { try RepositoryWalk($0, selection, self) }
    var isFirst = true
    return ImageList {
      defer { (first, isFirst) = (nil, false) }
      return isFirst
        ? ImageWalk(self, selection, from: [], beginningWith: first)
        : ImageWalk(self, selection, from: [(configured, open)])
    }
  }

  /// The one image of a name, as scripts look for it. What lists leave out is found too.
  ///
  /// - Returns: nil where none has it.
  /// - Throws: `usage` where several have it, with how many.
  public func find(name: ImageName) throws -> ImageSummary? {
    var query = ImageQuery()
    query.name = TextFilter(name.description)
    query.isHidden = nil
    query.visibility = .all
    query.memberStatus = .all
    query.details = .all
    let found = Array(try list(query))
    guard found.count <= 1 else {
      let places = found.map { $0.revision.latest.description }.joined(separator: ", ")
      throw PcoccError(
        .usage, "\(found.count) images are called \"\(name)\": \(places)",
        advice: "name one of them with its repository, or by its id")
    }
    return found.first
  }

  /// The image that a page begins after, which may have been deleted since.
  private func marker(of query: ImageQuery) throws -> ImageSummary? {
    guard let text = query.marker else { return nil }
    let reference = try ImageReference(text)
    guard !query.allRevisions || reference.selector != .latest else {
      throw PcoccError(
        .usage, "marker \"\(text)\" names no revision, and the list has all of them",
        advice: "give the last one as in NAME@REVISION or ID@REVISION")
    }
    do {
      return try get(reference)
    } catch let error as PcoccError where error.code == .notFound {
      for repository in try readableRepositories(reference.repository) {
        let name = try repository.deletedImage(reference.image)
        guard let deleted = try repository.deletedRevision(of: name, reference.selector)
        else { continue }
        return summary(
          of: ResolvedRevision(
            repository: repository, metadata: deleted, revisions: [deleted.revision]),
          try repository.attributes(of: deleted, among: [deleted.revision]),
          query.neededDetails)
      }
      throw PcoccError(
        .notFound, "there is no image \"\(text)\" to begin after",
        advice: "give the id of a page's last image")
    }
  }
}

extension Repository {
  /// The newest deleted revision of an image that the trash has, or the one that is meant.
  fileprivate func deletedRevision(
    of image: ImageName, _ selector: ImageReference.Selector
  ) throws -> RevisionMetadata? {
    for (run, revisions) in try trash.revisions(of: image) {
      var wanted = revisions
      if case .revision(let revision) = selector { wanted = revisions.filter { $0 == revision } }
      guard let newest = wanted.max() else { continue }
      return try writableMetadata().read(image, newest, in: run)
    }
    return nil
  }
}
