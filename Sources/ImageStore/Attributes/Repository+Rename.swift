internal import FileSupport

extension Repository {
  /// Gives an image another name: its revisions are published under it and then deleted under the old
  /// one. Where it is cut short the image has both names, and the same call goes on from there.
  ///
  /// Revisions keep their numbers unless the name had revisions before, whose numbers do not come back.
  ///
  /// - Returns: the highest revision.
  /// - Throws: `exists` where another image has the name.
  func rename(_ old: ImageName, to new: ImageName) throws -> RevisionMetadata {
    guard old != new else { throw PcoccError.imageExists(new, in: name) }
    let store = try writableMetadata()
    var renamed: RevisionMetadata?
    // Somebody may save to it meanwhile.
    while case let revisions = try store.revisions(of: old), let highest = revisions.last {
      let newest = try store.read(old, highest)
      let attributes = try attributes(of: newest, among: revisions)
      try requireRight(to: "renamed", old, attributes)
      var identity = identity(of: newest, among: revisions)
      identity.id = attributes.id
      let present = try revisionsPresent(of: new, id: attributes.id)
      try carry(attributes, to: new)
      var isNew = present.isEmpty
      for revision in revisions {
        var draft = RevisionDraft(renaming: try store.read(old, revision), to: new, identity)
        draft.attributes = attributes
        renamed = present.first { [draft] in $0.isCopy(of: draft) }
        guard renamed == nil else { continue }
        renamed = try isNew ? publishImage(draft, staged: []) : publishRevision(draft, staged: [])
        isNew = false
      }
      ids.move(attributes.id, to: new)
      _ = try delete(revisions, of: old)
    }
    guard let renamed else {
      throw PcoccError.imageNotFound(ImageReference(repository: name, image: old))
    }
    return renamed
  }

  /// What an earlier attempt has made; none where nobody has the name.
  private func revisionsPresent(
    of image: ImageName, id: ImageID
  ) throws -> [RevisionMetadata] {
    let present = try metadata.revisions(of: image).map { try metadata.read(image, $0) }
    guard let newest = present.last else { return [] }
    guard try attributes(of: newest, among: present.map(\.revision)).id == id else {
      throw PcoccError.imageExists(image, in: name)
    }
    return present
  }

  /// Has another name carry the same.
  private func carry(_ carried: ImageAttributes, to image: ImageName) throws {
    _ = try attributes.update(image) { $0.describe(carried, of: image, revisions: [:]) }
  }
}

extension RevisionDraft {
  /// The same revision of an image with another name.
  fileprivate init(
    renaming metadata: RevisionMetadata, to image: ImageName, _ identity: ImageIdentity
  ) {
    var facts = RevisionFacts(
      of: identity, image: image, blob: metadata.layers.last, virtualSize: nil)
    if let known = RevisionFacts(metadata) {
      facts.virtualSize = known.virtualSize
      facts.checksum = known.checksum
      facts.source = known.source
    }
    var custom = metadata.customMetadata
    custom[RevisionFacts.key] = facts.json
    self.init(
      name: image, kind: metadata.kind, layers: metadata.layers, customMetadata: custom,
      description: metadata.description, owner: metadata.owner, timestamp: metadata.timestamp,
      lowest: metadata.revision)
  }
}

extension RevisionMetadata {
  fileprivate func isCopy(of draft: RevisionDraft) -> Bool {
    timestamp == draft.timestamp && owner == draft.owner && layers == draft.layers
  }
}
