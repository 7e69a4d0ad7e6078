internal import FileSupport

/// With whom an image is shared: a user, or all users of a group.
enum MemberName: Sendable, Hashable {
  case user(String)
  case group(String)

  private static let groupPrefix = "group:"

  /// - Parameter text: a login name, or `group:NAME`.
  /// - Throws: `usage` for what cannot be a name.
  init(_ text: String) throws {
    let isGroup = text.hasPrefix(Self.groupPrefix)
    let name = isGroup ? String(text.dropFirst(Self.groupPrefix.count)) : text
    guard !name.isEmpty, name.utf8.count <= AttributesLimit.length, !name.hasPrefix("."),
      name.unicodeScalars.allSatisfy({
        $0.value > 0x20 && $0.value != 0x7f && !":/".unicodeScalars.contains($0)
      })
    else {
      throw PcoccError(
        .usage, "\"\(text)\" is not a user name",
        advice: "a member is a user, or \(Self.groupPrefix)NAME for all users of a group")
    }
    self = isGroup ? .group(name) : .user(name)
  }

  var text: String {
    switch self {
    case .user(let name): name
    case .group(let name): Self.groupPrefix + name
    }
  }
}

extension StoreContext {
  /// The number of a user; the user of this process need not be known to the system.
  ///
  /// - Returns: nil where there is none of that name.
  /// - Throws: `busy` where the system cannot find out.
  func userID(_ name: String) throws -> UInt32? {
    try name == user ? accounts.userID ?? accounts.user(name) : accounts.user(name)
  }

  /// Throws `usage` where the system does not know a user: what belongs to nobody only the superuser can
  /// change.
  func requireUser(
    _ name: String, advice: String = "\"getent passwd\" shows the users"
  ) throws {
    guard try name != user && userID(name) == nil else { return }
    throw PcoccError(.usage, "there is no user \"\(name)\" on this system", advice: advice)
  }

  /// Those of the members that the system knows.
  ///
  /// - Throws: as `userID(_:)`: nobody loses an image because a service does not answer.
  func readers(for members: [ImageMember]) throws -> FileReaders {
    var readers = FileReaders()
    for member in members {
      switch try? MemberName(member.name) {
      case .user(let name): try userID(name).map { _ = readers.users.insert($0) }
      case .group(let name): try accounts.group(name).map { _ = readers.groups.insert($0) }
      case nil: break
      }
    }
    return readers
  }

  /// Warns of those who are to read an image and whom the system does not know, as they cannot.
  func warnOfUnknownReaders(of image: ImageName, _ attributes: ImageAttributes) throws {
    guard attributes.isRestricted else { return }
    let members = attributes.visibility == .shared ? attributes.members : []
    let isOwnerKnown = try userID(attributes.owner) != nil
    let unknown =
      (isOwnerKnown ? [] : [attributes.owner])
      + (try members.filter { try readers(for: [$0]).isEmpty }.map(\.name))
    guard !unknown.isEmpty else { return }
    warn(
      PcoccError(
        .notFound,
        "image \"\(image)\" cannot be read by \(unknown.joined(separator: ", ")), not known on this system",
        advice: "do this where they are known, or unshare it from them"))
  }

  /// Whether the user may do what is an image's owner's to do.
  func isOwner(of attributes: ImageAttributes) -> Bool {
    accounts.isAdministrator || attributes.owner == user
  }

  /// What the user has said to an image that is shared with him; nil where it is not.
  func membership(in attributes: ImageAttributes) -> ImageMember.Status? {
    if let member = attributes.members.first(where: { $0.name == user }) { return member.status }
    let ofGroups = attributes.members.filter(isGroupOfUser).map(\.status)
    return ofGroups.contains(.accepted) ? .accepted : ofGroups.first
  }

  /// Whether a member is a group that the user belongs to.
  func isGroupOfUser(_ member: ImageMember) -> Bool {
    guard case .group(let name)? = try? MemberName(member.name), let id = try? accounts.group(name)
    else { return false }
    return accounts.groupIDs.contains(id)
  }
}
