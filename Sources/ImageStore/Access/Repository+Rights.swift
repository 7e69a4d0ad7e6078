internal import FileSupport

extension Repository {
  /// Throws `permission` where an image is only for some, and not the user's.
  func requireRight(to verb: String, _ image: ImageName, _ attributes: ImageAttributes) throws {
    guard attributes.isRestricted, !context.isOwner(of: attributes) else { return }
    throw notOwner(image, attributes, "cannot be \(verb)")
  }

  /// The same for deleting an image. One that is damaged may be deleted.
  func requireRightToDelete(_ image: ImageName) throws {
    do {
      guard let newest = try newest(of: image) else { return }
      try requireRight(to: "deleted", image, newest.attributes)
    } catch let error as PcoccError where [.corrupt, .notFound].contains(error.code) {}
  }

  /// Throws `permission` where a change is not the user's to make.
  func requireRight(
    toChange image: ImageName, from old: ImageAttributes, to new: ImageAttributes
  ) throws {
    if new.owner != old.owner, old.isRestricted || new.isRestricted,
      !context.accounts.isAdministrator
    {
      throw PcoccError(
        .permission,
        "image \"\(name):\(image)\" is not for everybody, and its files stay its owner's",
        advice: "have the superuser give it to \(new.owner), or copy it as \(new.owner)")
    }
    guard !context.isOwner(of: old) else { return }
    try requireRight(to: "changed", image, old)
    if !new.hasSameAudience(as: old) {
      throw notOwner(image, old, "gets owner, visibility and members from its owner alone")
    }
  }

  func notOwner(
    _ image: ImageName, _ attributes: ImageAttributes, _ problem: String
  ) -> PcoccError {
    PcoccError(
      .permission, "image \"\(name):\(image)\" belongs to \(attributes.owner), \(problem)",
      advice: "have \(attributes.owner) or the superuser do this")
  }
}
