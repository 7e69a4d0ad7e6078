internal import FileSupport

extension Repository {
  /// Gives an image another name: its revisions are published under it and then deleted under the old
  /// one. Where it is cut short the image has both names, and the same call goes on from there.
  ///
  /// Whoever publishes the first revision has the name; only then is carried over what the image
  /// carries. Nobody changes that under the new name before it is marked as moved under the old one, and
  /// under the old name nobody changes it after that: so no change is lost, or is refused.
  ///
  /// Revisions keep their numbers unless the name had revisions before, whose numbers do not come back.
  ///
  /// - Returns: the highest revision.
  /// - Throws: `exists` where another image has the name, `notFound` where the image has got a third one.
  func rename(_ old: ImageName, to new: ImageName) throws -> RevisionMetadata {
    guard old != new else {
      throw PcoccError(
        .exists, "image \"\(name):\(new)\" has that name already",
        advice: "give another one")
    }
    var renamed: RevisionMetadata?
    // Somebody may save to it meanwhile.
    while let renaming = try Renaming(of: old, to: new, in: self) {
      do {
        renamed = try renaming.publish()
      } catch {
        try renaming.requireNoThirdName()
        throw error
      }
      try renaming.handOver()
      ids.move(renaming.id, to: new)
      try renaming.leave()
    }
    guard let renamed else {
      throw PcoccError.imageNotFound(ImageReference(repository: name, image: old))
    }
    return renamed
  }

  /// The name that an image is getting or has got instead of this one.
  func newName(of image: ImageName, _ id: ImageID) throws -> ImageName? {
    try attributes.read(image, isFresh: true).newName(of: id)
  }

  /// Throws where what an image carries is not to be changed under this name, or not now.
  ///
  /// - Parameter newest: the image's highest revision.
  func requireSettled(
    _ newest: RevisionMetadata, _ id: ImageID, _ document: AttributesDocument
  ) throws {
    let image = newest.name
    if let new = try document.newName(of: id) {
      throw PcoccError.imageRenamed(image, to: new, in: name)
    }
    let former =
      try document.id == id ? document.formerName(of: id) : newest.facts?.formerName
    guard let former, former != image, try self.id(of: former) == id,
      try newName(of: former, id) != image
    else { return }
    throw PcoccError.imageArriving(image, from: former, in: name)
  }
}
