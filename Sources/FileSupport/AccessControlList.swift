internal import SystemPackage

/// The access control list of a file, acl(5), as the kernel keeps it in an extended attribute.
struct AccessControlList: Sendable, Hashable {
  /// Permission bits of the owner, the file's group and all others, in three octal digits.
  var mode: FilePermissions
  var readers: FileReaders

  /// The attribute's name.
  static let attribute = "system.posix_acl_access"
  /// More than any file system keeps.
  static let sizeLimit = 16 << 10

  private static let version: UInt32 = 2
  private static let read: UInt16 = 4
  /// What stands in place of a number where there is none.
  private static let noID = UInt32.max

  private enum Tag: UInt16 {
    case owner = 1
    case user = 2
    case group = 4
    case namedGroup = 8
    case mask = 16
    case others = 32
  }

  init(mode: FilePermissions, readers: FileReaders) {
    self.mode = mode.intersection([
      .ownerReadWriteExecute, .groupReadWriteExecute, .otherReadWriteExecute,
    ])
    self.readers = readers
  }

  /// nil for bytes in another form.
  ///
  /// Of named users and groups only those count who may read.
  init?(parsing bytes: [UInt8]) {
    guard bytes.count >= 4, (bytes.count - 4) % 8 == 0, Self.number(bytes[..<4]) == Self.version
    else { return nil }
    var permissions: [Tag: UInt16] = [:]
    readers = FileReaders()
    for start in stride(from: 4, to: bytes.count, by: 8) {
      guard let tag = Tag(rawValue: UInt16(Self.number(bytes[start..<start + 2]))) else {
        return nil
      }
      let bits = UInt16(Self.number(bytes[start + 2..<start + 4])) & 7
      let id = Self.number(bytes[start + 4..<start + 8])
      switch tag {
      case .user: if bits & Self.read != 0 { readers.users.insert(id) }
      case .namedGroup: if bits & Self.read != 0 { readers.groups.insert(id) }
      default: permissions[tag] = bits
      }
    }
    let mask = permissions[.mask] ?? 7
    if mask & Self.read == 0 { readers = FileReaders() }
    let group = (permissions[.group] ?? 0) & mask
    let bits = (permissions[.owner] ?? 0) << 6 | group << 3 | (permissions[.others] ?? 0)
    mode = FilePermissions(rawValue: .init(bits))
  }

  /// The attribute's value: a version, then tag, permissions and number of each entry.
  var encoded: [UInt8] {
    let bits = UInt16(mode.rawValue & 0o777)
    let group = bits >> 3 & 7
    var bytes = Self.bytes(of: Self.version)
    let add = { (tag: Tag, permissions: UInt16, id: UInt32) in
      bytes += Self.bytes(of: UInt32(permissions) << 16 | UInt32(tag.rawValue))
      bytes += Self.bytes(of: id)
    }
    add(.owner, bits >> 6 & 7, Self.noID)
    for id in readers.users.sorted() { add(.user, Self.read, id) }
    add(.group, group, Self.noID)
    for id in readers.groups.sorted() { add(.namedGroup, Self.read, id) }
    add(.mask, group | Self.read, Self.noID)
    add(.others, bits & 7, Self.noID)
    return bytes
  }

  private static func bytes(of number: UInt32) -> [UInt8] {
    withUnsafeBytes(of: number.littleEndian) { Array($0) }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}
