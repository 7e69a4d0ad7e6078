internal import FileSupport
internal import Foundation

extension ResolvedRevision {
  /// Whether its image is only for users and groups that are named, by its attributes or, where these
  /// say nothing, by the mode of its files.
  fileprivate func isForSome(_ attributes: ImageAttributes) throws -> Bool {
    attributes.visibility == nil
      ? repository.fileAudience(of: metadata)?.isForSome == true : attributes.isRestricted
  }

  /// Who may read an image that is not only for some.
  fileprivate func readersInWords(_ attributes: ImageAttributes) -> String {
    let visibility = attributes.visibility ?? repository.visibility(of: metadata)
    return visibility == .shared
      ? "for all of the repository's group" : "\(visibility.rawValue): everybody may read it"
  }
}

extension ImageManager {
  /// Lets users and groups read an image that is not for everybody; a private one becomes shared.
  ///
  /// - Parameter members: login names, or `group:NAME`.
  /// - Throws: `usage` for an unknown user or group, beyond the limit, and where everybody may read the
  ///   image; `permission` where it is not the user's; `unsupported` where the file system cannot do it.
  public func share(
    _ reference: ImageReference, with members: [String]
  ) throws -> ImageSummary {
    let names = try members.map { try memberName($0) }
    let found = try resolve(reference)
    return try changeMembers(of: found) { attributes in
      guard try found.isForSome(attributes) else {
        throw PcoccError(
          .usage,
          "image \"\(found.located.latest)\" is \(found.readersInWords(attributes))",
          advice: "\"pcocc image set --visibility private\" makes it one to share with some")
      }
      let now = context.now().timeIntervalSince1970.rounded(.down)
      for name in names {
        guard name != .user(attributes.owner) else {
          throw PcoccError(.usage, "\(name.text) is the image's owner and reads it anyway")
        }
        guard !attributes.members.contains(where: { $0.name == name.text }) else { continue }
        attributes.members.append(
          ImageMember(name: name.text, status: .pending, createdAt: now, updatedAt: now))
      }
      attributes.members.sort { $0.name < $1.name }
      try AttributesLimit.checkCount(attributes.members.count, of: "members")
      attributes.visibility = .shared
    }
  }

  /// Takes that back. An image without members is private.
  ///
  /// - Throws: `notFound` where the image is not shared with one of them; `permission` where it is not
  ///   the user's.
  public func unshare(
    _ reference: ImageReference, from members: [String]
  ) throws -> ImageSummary {
    let found = try resolve(reference)
    let summary = try changeMembers(of: found) { attributes in
      for name in members {
        guard let position = attributes.members.firstIndex(where: { $0.name == name }) else {
          throw PcoccError(
            .notFound, "image \"\(found.located.latest)\" is not shared with \"\(name)\"",
            advice: "\"pcocc image members \(found.located.latest)\" shows with whom it is")
        }
        attributes.members.remove(at: position)
      }
      if attributes.members.isEmpty, attributes.visibility == .shared {
        attributes.visibility = .private
      }
    }
    for name in members { found.repository.answers.remove(of: name, to: summary.attributes.id) }
    return summary
  }

  /// With whom an image is shared, by name.
  public func members(of reference: ImageReference) throws -> [ImageMember] {
    try get(reference).attributes.members
  }

  /// Has lists show an image to the user that others share with him.
  ///
  /// - Throws: `permission` where it is not shared with him.
  public func accept(_ reference: ImageReference) throws -> ImageSummary {
    try answer(reference, .accepted)
  }

  /// Has lists leave it out.
  ///
  /// - Throws: `permission` where it is not shared with him.
  public func reject(_ reference: ImageReference) throws -> ImageSummary {
    try answer(reference, .rejected)
  }

  /// Takes back what the user has said to it.
  ///
  /// - Throws: `permission` where it is not shared with him.
  public func withdrawAnswer(to reference: ImageReference) throws -> ImageSummary {
    try answer(reference, .pending)
  }

  private func answer(
    _ reference: ImageReference, _ status: ImageMember.Status
  ) throws -> ImageSummary {
    let found = try resolve(reference)
    let attributes = try found.attributes
    guard context.membership(in: attributes) != nil else {
      throw PcoccError(
        .permission, "image \"\(found.located.latest)\" is not shared with \(context.user)",
        advice: "its owner, \(attributes.owner), may share it")
    }
    let sharings = attributes.members.filter {
      $0.name == context.user || context.isGroupOfUser($0)
    }
    try found.repository.answers.write(
      status, to: attributes.id, after: sharings.map(\.createdAt).max() ?? 0)
    return try summary(of: found)
  }

  private func changeMembers(
    of found: ResolvedRevision, _ change: (inout ImageAttributes) throws -> Void
  ) throws -> ImageSummary {
    let (repository, image) = (found.repository, found.metadata.name)
    let attributes = try repository.naming(image, "changed") {
      try repository.changeAttributes(of: image, settingAccess: true, change)
    }
    return summary(of: found, attributes)
  }

  /// - Throws: `usage` where the system does not know the user or the group.
  private func memberName(_ text: String) throws -> MemberName {
    let name = try MemberName(text)
    switch name {
    case .user(let user):
      try context.requireUser(
        user, advice: "\"getent passwd\" shows the users; a group is given as group:NAME")
    case .group(let group):
      guard try context.accounts.group(group) == nil else { break }
      throw PcoccError(
        .usage, "there is no \"\(text)\" on this system",
        advice: "\"getent group\" shows the groups")
    }
    return name
  }
}
