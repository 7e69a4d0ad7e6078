internal import FileSupport

/// One image on its way to another name, as far as it is known at one moment.
struct Renaming {
  private let repository: Repository
  private let old: ImageName
  private let new: ImageName
  /// All that the image has under the old name, lowest first.
  private let revisions: [Revision]
  private let newest: RevisionMetadata
  private let identity: ImageIdentity
  /// What the image carries.
  private let carried: ImageAttributes
  /// What has the new name already, lowest revision first.
  private let present: [RevisionMetadata]
  /// Whether the new name is the image's, so that the old one is only to go.
  private let isHandedOver: Bool
  /// Whether it was, and has been deleted under the new name since.
  private let isStale: Bool

  var id: ImageID { carried.id }

  /// nil where nothing is left under the old name.
  ///
  /// - Throws: `permission` where it is not the user's to rename; `exists` where another image has the
  ///   new name; `notFound` where the image has got a third one.
  init?(of old: ImageName, to new: ImageName, in repository: Repository) throws {
    let store = try repository.writableMetadata()
    guard let found = try repository.newest(of: old) else { return nil }
    self.repository = repository
    self.old = old
    self.new = new
    revisions = found.revisions
    newest = found.metadata
    let attributes = try found.attributes
    try repository.requireRight(to: "renamed", old, attributes)
    try AttributesLimit.checkSize(of: attributes)
    let present = try store.revisions(of: new).map { try store.read(new, $0) }
    self.present = present
    let next = try repository.newName(of: old, attributes.id)
    isHandedOver = next == new && !present.isEmpty
    isStale = next == new && present.isEmpty
    if let next, next != new { throw PcoccError.imageRenamed(old, to: next, in: repository.name) }
    let presentAttributes = try present.last.map {
      try repository.attributes(of: $0, among: present.map(\.revision))
    }
    guard presentAttributes.map({ $0.id == attributes.id }) ?? true else {
      throw PcoccError.imageExists(new, in: repository.name)
    }
    carried = isHandedOver ? presentAttributes ?? attributes : attributes
    var identity = repository.identity(of: newest, among: revisions)
    identity.id = attributes.id
    // Until what it carries is written down under the new name, these are read.
    identity.initial = attributes.json
    for key in [AttributeKey.id, .createdAt] { identity.initial[key.rawValue] = nil }
    self.identity = identity
  }

  /// Publishes what the new name lacks, and returns the highest revision.
  func publish() throws -> RevisionMetadata? {
    if present.isEmpty { try forgetFormerStay() }
    var isNew = present.isEmpty
    var renamed: RevisionMetadata?
    for revision in revisions {
      var draft = RevisionDraft(
        renaming: try repository.metadata.read(old, revision), to: new, identity)
      draft.attributes = carried
      draft.last = isHandedOver ? present.last : newest
      renamed = present.first { [draft] in $0.isCopy(of: draft) }
      guard renamed == nil else { continue }
      renamed =
        try isNew
        ? repository.publishImage(draft, staged: [])
        : repository.publishRevision(draft, staged: [])
      isNew = false
    }
    return renamed
  }

  /// What the image carried when it had the new name before is not what it carries now.
  private func forgetFormerStay() throws {
    guard try repository.attributes.read(new).id == id else { return }
    _ = try repository.attributes.update(new) { document in
      // Whoever else gives it this name at the same time may have written it down already.
      guard try document.id == id, try repository.metadata.revisions(of: new).isEmpty else {
        return
      }
      document.forgetImage()
    }
  }

  /// Takes back what has been published where somebody has given the image a third name meanwhile.
  ///
  /// - Throws: `notFound` in that case.
  func requireNoThirdName() throws {
    try requireNoThirdName(repository.newName(of: old, id))
  }

  private func requireNoThirdName(_ next: ImageName?) throws {
    guard let next, next != new else { return }
    if present.isEmpty, try repository.id(of: new) == id {
      _ = try repository.delete(repository.metadata.revisions(of: new), of: new)
    }
    throw PcoccError.imageRenamed(old, to: next, in: repository.name)
  }

  /// Has the new name carry what the old one does, and lets nobody change it under the old one.
  func handOver() throws {
    guard !isHandedOver else { return }
    var next: ImageName?
    _ = try repository.attributes.update(old) { document in
      next = try document.newName(of: id)
      guard next == nil || isStale && next == new else { return }
      let now = try repository.attributes(of: newest, identity, document)
      try carry(now)
      document.describe(now, of: old, revisions: identity.revisions)
      document.setNames(to: new)
    }
    try requireNoThirdName(next)
    _ = try repository.attributes.update(new) { document in
      if try document.formerName(of: id) == old { document.setNames() }
    }
  }

  /// Has the new name carry something, and those read it who may.
  private func carry(_ attributes: ImageAttributes) throws {
    try AttributesLimit.checkSize(of: attributes)
    var isArrived = false
    _ = try repository.attributes.update(new) { document in
      guard try repository.id(of: new) == id else {
        throw PcoccError.imageExists(new, in: repository.name)
      }
      let former = try document.formerName(of: id)
      // Whoever does the same has finished, and it may have been changed since.
      isArrived = try document.id == id && former == nil && document.newName(of: id) == nil
      guard !isArrived else { return }
      document.describe(attributes, of: new, revisions: [:])
      document.setNames(from: old)
    }
    guard try !isArrived && (attributes.isRestricted || repository.hasHadRestrictedImages) else {
      return
    }
    try repository.applyAccess(of: new, attributes, former: formerAudience())
  }

  /// All who may have read the image.
  private func formerAudience() throws -> ImageAudience? {
    let grant = try AccessGrant(repository.layout, repository.context)
    guard var audience = try grant.audience(of: carried) else {
      return repository.fileAudience(of: newest)
    }
    if let other = repository.fileAudience(of: newest) { audience.formUnion(other) }
    return audience
  }

  /// Deletes what is left under the old name. It is not what a user deletes, so it is not brought back
  /// unless it is asked for.
  func leave() throws {
    _ = try repository.delete(revisions, of: old) {
      try repository.trash.makeDeletionRun(of: old, revisions, isWithdrawal: true)
    }
  }
}

extension RevisionDraft {
  /// The same revision of an image with another name.
  fileprivate init(
    renaming metadata: RevisionMetadata, to image: ImageName, _ identity: ImageIdentity
  ) {
    var facts = RevisionFacts(
      of: identity, image: image, blob: metadata.layers.last, virtualSize: nil)
    if let known = metadata.facts {
      facts.virtualSize = known.virtualSize
      facts.checksum = known.checksum
      facts.source = known.source
    }
    facts.formerName = metadata.name
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
