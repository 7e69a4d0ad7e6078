internal import FileSupport
internal import Foundation
internal import SystemPackage

extension Repository {
  /// What the image carries to which a revision belongs.
  ///
  /// - Parameters:
  ///   - newest: the image's highest revision.
  ///   - revisions: all that the image has.
  func attributes(
    of newest: RevisionMetadata, among revisions: [Revision]
  ) throws -> ImageAttributes {
    let identity = identity(of: newest, among: revisions)
    return try attributes(of: newest, identity, attributes.read(newest.name))
  }

  /// Whether the image is not to be deleted.
  func isProtected(_ image: ImageName) throws -> Bool {
    let revisions = try metadata.revisions(of: image)
    guard let newest = revisions.last.flatMap({ try? metadata.read(image, $0) }) else {
      // Nobody knows which image it is; what the name's attributes say is the safer answer.
      return try attributes.read(image).object.bool(.protected) ?? false
    }
    return try attributes(of: newest, among: revisions).isProtected
  }

  /// Changes what an image carries, and returns all of it.
  ///
  /// - Parameters:
  ///   - settingAccess: whether it is about who may read the image, whose files are then set right even
  ///     where nothing changes.
  ///   - change: may be called again, after somebody else's change.
  /// - Throws: `permission` where that is not the user's to change; `notFound` where the image has got
  ///   another name; `usage` beyond a limit; what `applyAccess` throws. All is then as it was.
  func changeAttributes(
    of image: ImageName, settingAccess: Bool = false,
    _ change: (inout ImageAttributes) throws -> Void
  ) throws -> ImageAttributes {
    _ = try writableMetadata()
    guard let found = try newest(of: image) else {
      throw PcoccError.imageNotFound(ImageReference(repository: name, image: image))
    }
    let newest = found.metadata
    let identity = identity(of: newest, among: found.revisions)
    var access = AccessChange(of: newest, identity, isWanted: settingAccess, in: self)
    let result: ImageAttributes
    do {
      let document = try attributes.update(image) { document in
        let old = try attributes(of: newest, identity, document)
        try requireSettled(newest, old.id, document)
        if let other = try document.id, other != old.id, try id(of: image) != old.id {
          throw PcoccError.imageNotFound(ImageReference(repository: name, image: image))
        }
        var new = old
        try change(&new)
        try AttributesLimit.checkSize(of: new, before: old)
        try requireRight(toChange: image, from: old, to: new)
        try access.close(from: old, to: new)
        guard new != old else { return }
        // A clock that was set back does not make it older.
        new.updatedAt = max(context.now().timeIntervalSince1970.rounded(.down), old.updatedAt)
        document.describe(new, of: image, revisions: identity.revisions)
      }
      result = try attributes(of: newest, identity, document)
    } catch {
      throw access.takenBack(after: error)
    }
    try? context.warnOfUnknownReaders(of: image, result)
    try access.open(to: result)
    return result
  }

  /// What the image carries where nobody has changed it since its first revision.
  func initialAttributes(
    of newest: RevisionMetadata, among revisions: [Revision]
  ) -> ImageAttributes {
    let identity = identity(of: newest, among: revisions)
    var attributes = identity.attributes(newest)
    if !identity.initial.isEmpty {
      try? attributes.take(JSONObject(members: identity.initial, path: layout.attributes))
    }
    return attributes
  }

  /// What the image carries by a document.
  func attributes(
    of newest: RevisionMetadata, _ identity: ImageIdentity, _ document: AttributesDocument
  ) throws -> ImageAttributes {
    var identity = identity
    let isKnown = try document.knownRevisions.contains { identity.revisions[$0.key] == $0.value }
    if isKnown, let id = try document.id { identity.id = id }
    var attributes = identity.attributes(newest)
    if try document.id == identity.id {
      // It says all that differs from what any image has.
      try attributes.take(document.object)
    } else {
      try attributes.take(JSONObject(members: identity.initial, path: document.path))
    }
    answers.merge(into: &attributes)
    return attributes
  }

  /// Sees to it that an image that was given no id keeps the one it has when it loses revisions, of
  /// which one may be what its id was made of.
  func keepIdentity(of image: ImageName, without lost: [Revision]) throws {
    let revisions = try metadata.revisions(of: image)
    guard let highest = revisions.last, !Set(revisions).subtracting(lost).isEmpty,
      let newest = try? metadata.read(image, highest)
    else { return }
    let identity = identity(of: newest, among: revisions)
    guard !identity.revisions.isEmpty else { return }
    _ = try attributes.update(image) { document in
      // No number comes back: without it, it may be another image's document by now.
      guard try metadata.revisions(of: image).contains(highest) else { return }
      document.describe(
        try attributes(of: newest, identity, document), of: image, revisions: identity.revisions)
    }
  }

  /// Which image the revisions make up. The newest tells it, unless pcocc made it.
  func identity(
    of newest: RevisionMetadata, among revisions: [Revision]
  ) -> ImageIdentity {
    var lowest = newest
    var times: [Revision: Double] = [:]
    for revision in revisions.reversed() {
      let metadata =
        revision == newest.revision ? newest : try? self.metadata.read(newest.name, revision)
      guard let metadata else { continue }
      if let facts = metadata.facts, facts.image == metadata.name {
        return ImageIdentity(
          id: facts.id, owner: facts.owner, createdAt: facts.createdAt,
          initial: facts.attributes)
      }
      times[revision] = metadata.timestamp
      lowest = metadata
    }
    return ImageIdentity(
      id: ImageID(of: lowest), owner: lowest.owner, createdAt: lowest.timestamp,
      revisions: times)
  }
}

extension ImageIdentity {
  /// What an image carries that was given nothing.
  fileprivate func attributes(_ newest: RevisionMetadata) -> ImageAttributes {
    ImageAttributes(id: id, owner: owner, createdAt: createdAt, updatedAt: newest.timestamp)
  }
}
