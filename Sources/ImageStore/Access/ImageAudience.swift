internal import FileSupport
internal import SystemPackage

/// Who may read an image's files.
struct ImageAudience: Sendable, Hashable {
  /// Whether the group of the files may.
  var includesGroup = false
  /// Whether everybody else may.
  var includesOthers = false
  /// Single users, the image's owner among them, and groups.
  var readers = FileReaders()

  /// Nobody but whose file it is.
  init() {}

  /// Everybody whom a repository lets in.
  init(everybodyIn sharing: Sharing) {
    includesGroup = true
    includesOthers = !sharing.isOfGroupAlone
  }

  /// Whether only users and groups may read it who are named.
  var isForSome: Bool { !includesGroup && !includesOthers }

  /// nil where the image's visibility was never set, so that the modes of its files tell it.
  ///
  /// - Throws: `busy` where the system cannot find out who that is.
  init?(of attributes: ImageAttributes, in sharing: Sharing, _ context: StoreContext) throws {
    switch attributes.visibility {
    case nil: return nil
    case .public?, .community?: self = ImageAudience(everybodyIn: sharing)
    case .private?, .shared?:
      try context.userID(attributes.owner).map { _ = readers.users.insert($0) }
      if attributes.visibility == .shared {
        readers.formUnion(try context.readers(for: attributes.members))
      }
    }
  }

  /// Whoever may read a file now.
  init(ofFile file: any File) throws {
    let access = try file.access()
    includesGroup = access.mode.contains(.groupRead)
    includesOthers = access.mode.contains(.otherRead)
    readers = access.readers ?? FileReaders()
    if !includesGroup, !includesOthers { readers.users.insert(try file.status().userID) }
  }

  /// Whether all may who may by another one.
  func includes(_ other: ImageAudience) -> Bool {
    includesOthers
      || !other.includesOthers && (includesGroup || !other.includesGroup)
        && other.readers.subtracting(readers).isEmpty
  }

  /// Those of them who may by another one too.
  func limited(to other: ImageAudience) -> ImageAudience {
    var audience = self
    audience.includesGroup = includesGroup && other.includesGroup
    audience.includesOthers = includesOthers && other.includesOthers
    if other.isForSome {
      audience.readers = readers.subtracting(readers.subtracting(other.readers))
    }
    return audience
  }

  mutating func formUnion(_ other: ImageAudience) {
    includesGroup = includesGroup || other.includesGroup
    includesOthers = includesOthers || other.includesOthers
    readers.formUnion(other.readers)
  }

  /// What a file needs for it.
  ///
  /// - Parameters:
  ///   - owner: the user whose file it is.
  ///   - mode: what the owner may do with it.
  func access(of owner: UInt32, mode: FilePermissions, groupID: UInt32?) -> FileAccess {
    var mode = mode.intersection(.ownerReadWriteExecute)
    if includesGroup { mode.insert(.groupRead) }
    if includesOthers { mode.insert(.otherRead) }
    // The superuser reads everything.
    let superuser = FileReaders(users: [0, owner])
    return FileAccess(
      mode: mode, groupID: includesGroup ? groupID : nil, readers: readers.subtracting(superuser))
  }
}
