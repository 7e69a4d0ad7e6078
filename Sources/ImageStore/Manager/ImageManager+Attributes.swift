internal import DiskImage
internal import FileSupport
internal import SystemPackage

extension ImageManager {
  /// A revision of an image, and what the image carries.
  ///
  /// - Throws: `notFound` where there is no such image or revision.
  public func get(_ reference: ImageReference) throws -> ImageSummary {
    try summary(of: resolve(reference))
  }

  /// The image that has an id, whatever its name and repository are.
  ///
  /// - Throws: `notFound` where none has it.
  public func get(id: ImageID) throws -> ImageSummary {
    guard let reference = try reference(toImageWithID: id, in: nil) else {
      throw PcoccError(
        .notFound, "no image has the id \(id)", advice: "\"pcocc image list\" shows all")
    }
    return try get(reference)
  }

  /// Changes what an image carries: as a whole or not at all, and on top of what others change at the
  /// same time.
  ///
  /// - Throws: `usage` for what is no value of an attribute or beyond a limit and for an owner whom the
  ///   system does not know, `notFound` for the image,
  ///   and for a property or tag to remove.
  public func update(
    _ reference: ImageReference, _ change: AttributesChange
  ) throws -> ImageSummary {
    try change.owner.map { try context.requireUser($0) }
    let found = try resolve(reference)
    let (repository, image) = (found.repository, found.metadata.name)
    let attributes = try repository.naming(image, "changed") {
      try repository.changeAttributes(of: image, settingAccess: change.isOfAudience) {
        try change.apply(to: &$0, of: found.located.latest)
      }
    }
    return summary(of: found, attributes)
  }

  /// Gives an image's disk to nobody until `reactivate(_:)`. Doing it twice is the same as once.
  public func deactivate(_ reference: ImageReference) throws -> ImageSummary {
    try update(reference, AttributesChange(isDeactivated: true))
  }

  /// Undoes `deactivate(_:)`.
  public func reactivate(_ reference: ImageReference) throws -> ImageSummary {
    try update(reference, AttributesChange(isDeactivated: false))
  }

  /// Gives an image another name in its repository.
  ///
  /// - Throws: `exists` where another image has it.
  public func rename(
    _ reference: ImageReference, to name: ImageName
  ) throws -> LocatedRevision {
    let found = try locate(reference)
    return LocatedRevision(
      repository: found.repository.name,
      metadata: try found.repository.naming(found.image, "renamed") {
        try found.repository.rename(found.image, to: name)
      })
  }

  func summary(of revision: ResolvedRevision) throws -> ImageSummary {
    summary(of: revision, try revision.attributes)
  }

  /// - Parameter details: what is to be found out that takes time.
  func summary(
    of revision: ResolvedRevision, _ attributes: ImageAttributes,
    _ details: ImageQuery.Details = .all
  ) -> ImageSummary {
    let (metadata, repository) = (revision.metadata, revision.repository)
    let facts = metadata.facts
    var summary = ImageSummary(
      revision: revision.located, attributes: attributes,
      visibility: attributes.visibility ?? .public, virtualSize: facts?.virtualSize,
      checksum: facts?.checksum, source: facts?.source)
    if details.contains(.visibility), attributes.visibility == nil {
      summary.visibility = repository.visibility(of: metadata)
    }
    if details.contains(.size) { summary.size = size(of: metadata.layers, in: repository) }
    if details.contains(.virtualSize), summary.virtualSize == nil, metadata.kind == .vm {
      summary.virtualSize = try? revision.openDisk(for: "shown").virtualSize
    }
    return summary
  }
}

extension Repository {
  /// What the image carries that a revision belongs to.
  func attributes(ofImageWith revision: RevisionMetadata) throws -> ImageAttributes {
    let revisions = try metadata.revisions(of: revision.name)
    return try ResolvedRevision(repository: self, metadata: revision, revisions: revisions)
      .attributes
  }

  /// Who may read a revision, by the mode of its metadata.
  func visibility(of revision: RevisionMetadata) -> Visibility {
    let path = layout.metadataFile(revision.name, revision.revision)
    guard version == .two,
      let status = try? context.fileSystem.status(of: path, followingLinks: false)
    else { return .public }
    let mode = FilePermissions(rawValue: .init(status.mode))
    if mode.contains(.otherRead) { return .public }
    return mode.contains(.groupRead) ? .shared : .private
  }
}
