internal import FileSupport

extension Repository {
  var ids: ImageIDStore { ImageIDStore(layout: layout, context: context) }

  /// The image that has an id now.
  func image(withID id: ImageID) throws -> ImageName? {
    if let noted = try ids.image(of: id), try self.id(of: noted) == id { return noted }
    let (repository, catalog) = cataloged(context, isRefreshing: false)
    let described = try repository.attributes.describedImages()
    let found = try repository.metadata.allRevisions().revisions.sorted { $0.key < $1.key }
      .first { name, revisions in
        (try? repository.id(of: name, revisions, isDescribed: described.contains(name))) == id
      }
    try? catalog?.save(isWhole: found == nil)
    return found?.key
  }

  /// The name of a deleted image, which may be given by its id.
  func deletedImage(_ name: ImageName) throws -> ImageName {
    guard let id = ImageID(name.description), try trash.revisions(of: name).isEmpty else {
      return name
    }
    return try ids.image(of: id) ?? deletedImage(withID: id) ?? name
  }

  /// The image in the trash that had an id, where no note of that is left, as for images of pcocc.
  private func deletedImage(withID id: ImageID) throws -> ImageName? {
    let store = try writableMetadata()
    for run in try trash.runs() {
      let deleted = Dictionary(grouping: try trash.revisions(in: run), by: \.0)
      for (name, revisions) in deleted {
        let known = revisions.map(\.1).sorted().compactMap { try? store.read(name, $0, in: run) }
        guard let lowest = known.first, let highest = known.last else { continue }
        if (highest.facts?.id ?? ImageID(of: lowest)) == id { return name }
      }
    }
    return nil
  }

  /// The id of an image; nil where there is no such image.
  func id(of image: ImageName) throws -> ImageID? {
    try newest(of: image)?.attributes.id
  }

  /// The same without a look into folders.
  ///
  /// - Parameters:
  ///   - revisions: all that the image has, lowest first.
  ///   - isDescribed: whether somebody may have described it.
  private func id(
    of image: ImageName, _ revisions: [Revision], isDescribed: Bool
  ) throws -> ImageID? {
    guard let highest = revisions.last else { return nil }
    let newest = try metadata.read(image, highest)
    return isDescribed
      ? try attributes(of: newest, among: revisions).id : identity(of: newest, among: revisions).id
  }

  /// What an earlier image of the name carried must not decide who reads what this one carries.
  private func forgetFormerImage(_ image: ImageName, now id: ImageID) {
    do {
      guard try hasHadRestrictedImages, let former = try attributes.read(image).id, former != id,
        let newest = try newest(of: image)?.metadata,
        newest.facts?.id == id
      else { return }
      _ = try attributes.update(image, for: fileAudience(of: newest)) { document in
        // Somebody may have described the new one by now.
        if try document.id == former { document.forgetImage() }
      }
    } catch {
      if let error = error as? PcoccError { context.warn(error) }
    }
  }

  /// Throws `exists` where another image has the name of a deleted one by now, or this image another name.
  /// Images of pcocc, which were given no id, are known by their names alone.
  func requireSameImage(as deleted: RevisionMetadata) throws {
    let image = deleted.name
    guard let facts = deleted.facts, facts.image == image else { return }
    if let other = try ids.image(of: facts.id), other != image, (try? id(of: other)) == facts.id {
      throw PcoccError(
        .exists, "image \"\(name):\(image)@\(deleted.revision)\" has been renamed to \"\(other)\"",
        advice:
          "there it still is; \"pcocc image rename \(name):\(other) \(image)\" gives it the name back"
      )
    }
    let revisions = try metadata.revisions(of: image).filter { $0 != deleted.revision }
    // One that is damaged says nothing, and does not keep others from coming back.
    guard let newest = revisions.reversed().lazy.compactMap({ try? metadata.read(image, $0) }).first
    else { return }
    let present = identity(of: newest, among: revisions)
    guard present.revisions.isEmpty, present.id != facts.id else { return }
    throw PcoccError(
      .exists, "another image is called \"\(name):\(image)\" by now",
      advice:
        "give that one another name with \"pcocc image rename \(name):\(image) NAME\", then undelete"
        + " again")
  }

  /// Has an image that was brought back under its old name be changed under it again.
  func forgetNewName(of image: ImageName) {
    do {
      guard let id = try id(of: image), try newName(of: image, id) != nil else { return }
      _ = try attributes.update(image) { document in
        if try document.id == id { document.setNames() }
      }
    } catch {
      if let error = error as? PcoccError { context.warn(error) }
    }
  }

  /// Throws `exists` where an id is or was another image's than the new one of this name.
  func requireUnused(_ id: ImageID, for image: ImageName) throws {
    guard try self.image(withID: id) == nil, try attributes.read(image).id != id else {
      throw ImageIDStore.taken(id)
    }
    guard let noted = try ids.image(of: id) else { return }
    // An import that was killed before it had published may be repeated. Where an image of that name has
    // been deleted, it may have had the id.
    guard try noted == image && attributes.highestRevision(of: image) == nil else {
      throw ImageIDStore.taken(id)
    }
  }

  /// Publishes the first revision of a new image, and sees to it that it is found by its id.
  ///
  /// - Parameter isIDGiven: whether the id was asked for; then no other image may have or have had it.
  func publishNamedImage(
    _ draft: RevisionDraft, facts: RevisionFacts, isIDGiven: Bool, staged: [StagedBlob],
    _ monitor: Monitor
  ) throws -> RevisionMetadata {
    var draft = draft
    draft.customMetadata[RevisionFacts.key] = facts.json
    draft.attributes = try facts.imageAttributes
    defer { forgetFormerImage(draft.name, now: facts.id) }
    guard isIDGiven else {
      let metadata = try publishImage(draft, staged: staged, monitor)
      ids.note(facts.id, of: draft.name)
      return metadata
    }
    try requireUnused(facts.id, for: draft.name)
    let used = try attributes.highestRevision(of: draft.name)
    let isFirst = try ids.take(facts.id, for: draft.name)
    let metadata: RevisionMetadata
    do {
      metadata = try publishImage(draft, staged: staged, monitor)
    } catch {
      if isFirst { giveBack(facts.id, of: draft.name, unlessUsedAbove: used) }
      throw error
    }
    do {
      // Who took it first may have failed and given it back.
      try ids.take(facts.id, for: draft.name)
    } catch let error as PcoccError where error.code == .exists {
      _ = try delete([metadata.revision], of: draft.name)
      throw error
    } catch {}
    return metadata
  }

  /// Gives back the id of an image that could not be made. Somebody else may just have made it, with the
  /// same id: he notes it after he has published, and here that is looked for after the note is gone, so
  /// one of both finds out.
  ///
  /// - Parameter used: the highest number that had been deleted before; with a higher one, somebody's
  ///   image with the id may have come and gone.
  private func giveBack(_ id: ImageID, of image: ImageName, unlessUsedAbove used: Revision?) {
    do {
      guard try self.id(of: image) != id, try attributes.highestRevision(of: image) == used else {
        return
      }
      ids.release(id)
      if try self.id(of: image) == id { ids.note(id, of: image) }
    } catch {}
  }
}
