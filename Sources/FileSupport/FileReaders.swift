/// Users and groups, by their numbers, who may read a file besides those whom its mode lets.
public struct FileReaders: Sendable, Hashable {
  /// Numbers of users.
  public var users: Set<UInt32>
  /// Numbers of groups.
  public var groups: Set<UInt32>

  /// Nobody, unless users or groups are given.
  public init(users: Set<UInt32> = [], groups: Set<UInt32> = []) {
    self.users = users
    self.groups = groups
  }

  /// Whether nobody reads the file but those whom its mode lets.
  public var isEmpty: Bool { users.isEmpty && groups.isEmpty }

  /// Lets `others` read the file as well.
  public mutating func formUnion(_ others: FileReaders) {
    users.formUnion(others.users)
    groups.formUnion(others.groups)
  }

  /// Those of these users and groups that are not among `others`.
  public func subtracting(_ others: FileReaders) -> FileReaders {
    FileReaders(
      users: users.subtracting(others.users), groups: groups.subtracting(others.groups))
  }

  /// The extended attribute that keeps them.
  public static let attribute = AccessControlList.attribute

  /// nil where the bytes are no value of that attribute.
  public init?(list bytes: [UInt8]) {
    guard let list = AccessControlList(parsing: bytes) else { return nil }
    self = list.readers
  }
}
