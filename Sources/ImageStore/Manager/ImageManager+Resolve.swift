internal import FileSupport
internal import SystemPackage

/// Where a revision is, before its metadata has been read.
struct RevisionLocation: Sendable {
  var repository: Repository
  var image: ImageName
  var revision: Revision
  /// All that the image has, lowest first.
  var revisions: [Revision]

  /// The reference that means this revision and no other.
  var reference: ImageReference { repository.reference(image, revision) }

  /// Throws `permission` where the user may not read it. That its file is bad is found out later.
  func requireReadable() throws {
    let path = repository.layout.metadataFile(image, revision)
    do {
      try repository.context.fileSystem.openForReading(path).close()
    } catch let error as PcoccError where error.code != .permission {}
  }
}

extension ImageManager {
  /// Finds a revision and reads its metadata: one folder read per repository looked at, which ends
  /// with the one that has it, and one file read.
  func resolve(_ reference: ImageReference) throws -> ResolvedRevision {
    var found = try locate(reference)
    while true {
      do {
        return ResolvedRevision(
          repository: found.repository,
          metadata: try found.repository.metadata.read(found.image, found.revision),
          revisions: found.revisions)
      } catch let error as PcoccError where error.code == .notFound {
        // It has been deleted since the folder was read.
        let now = try locate(reference)
        guard now.reference != found.reference || now.revisions != found.revisions else {
          throw error
        }
        found = now
      }
    }
  }

  /// The same for a revision whose disk is to be given away.
  ///
  /// - Parameters:
  ///   - verb: what is done to it, as in "exported".
  ///   - isForced: whether the image's owner wants it although the image is deactivated.
  /// - Throws: `permission` where the image is deactivated.
  func resolveDisk(
    _ reference: ImageReference, for verb: String, isForced: Bool
  ) throws -> ResolvedRevision {
    let found = try resolve(reference)
    let attributes: ImageAttributes
    do {
      attributes = try found.attributes
    } catch let error as PcoccError {
      // Whoever could make them bad could reactivate the image too; its disk may still be sound.
      context.warn(error)
      return found
    }
    guard attributes.isDeactivated, !isForced || !context.isOwner(of: attributes) else {
      return found
    }
    throw PcoccError.imageDeactivated(found.located.latest, verb, attributes.owner)
  }

  /// Finds what a reference means: the first repository by priority that has the image, and the
  /// revision if one is given; without one, the highest.
  func locate(_ reference: ImageReference) throws -> RevisionLocation {
    var nearest: (Repository, [Revision])?
    var searched: [Repository] = []
    for repository in try readableRepositories(reference.repository) {
      searched.append(repository)
      guard let revisions = try revisions(of: reference, in: repository), !revisions.isEmpty
      else { continue }
      if let revision = try select(reference, in: repository, revisions) {
        return RevisionLocation(
          repository: repository, image: reference.image, revision: revision,
          revisions: revisions)
      }
      nearest = nearest ?? (repository, revisions)
    }
    guard let (repository, revisions) = nearest, let newest = revisions.last else {
      if let named = try named(reference) { return try locate(named) }
      throw PcoccError.imageNotFound(reference, meant: meant(by: reference, in: searched))
    }
    throw PcoccError.revisionNotFound(
      reference, in: repository.name, count: revisions.count, newest: newest)
  }

  /// What a reference by id means by name; nil where no image has the id.
  private func named(_ reference: ImageReference) throws -> ImageReference? {
    guard let id = ImageID(reference.image.description),
      var named = try self.reference(toImageWithID: id, in: reference.repository)
    else { return nil }
    named.selector = reference.selector
    return named
  }

  /// - Parameter name: nil for all repositories.
  func reference(
    toImageWithID id: ImageID, in name: RepositoryName?
  ) throws -> ImageReference? {
    for repository in try readableRepositories(name) {
      do {
        guard let image = try repository.image(withID: id) else { continue }
        return ImageReference(repository: repository.name, image: image)
      } catch {
        guard name == nil else { throw error }
        warn(error, about: try repositoryConfiguration(repository.name))
      }
    }
    return nil
  }

  /// The revisions of an image, lowest first; nil, after a warning, where a repository that the
  /// reference does not name cannot be read.
  private func revisions(
    of reference: ImageReference, in repository: Repository
  ) throws -> [Revision]? {
    do {
      return try repository.metadata.revisions(of: reference.image)
    } catch {
      guard reference.repository == nil else { throw error }
      warn(error, about: try repositoryConfiguration(repository.name))
      return nil
    }
  }

  /// The metadata of one of several revisions; one that cannot be read does not hide the others.
  func read(
    _ image: ImageName, _ revision: Revision, in repository: Repository
  ) -> RevisionMetadata? {
    do {
      return try repository.metadata.read(image, revision)
    } catch {
      if let error = error as? PcoccError { context.warn(error) }
      return nil
    }
  }

  private func select(
    _ reference: ImageReference, in repository: Repository, _ revisions: [Revision]
  ) throws -> Revision? {
    switch reference.selector {
    case .latest: return revisions.last
    case .revision(let revision): return revisions.contains(revision) ? revision : nil
    case .digest(let prefix):
      let matches = revisions.compactMap { read(reference.image, $0, in: repository) }
        .filter { $0.layers.last.map(prefix.matches) == true }
      guard Set(matches.map(\.layers.last)).count <= 1 else {
        throw PcoccError.digestAmbiguous(reference, in: repository.name)
      }
      return matches.last?.revision
    }
  }
}
