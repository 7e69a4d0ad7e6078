/// Whom this process works for, and the users and groups that the system knows.
public struct Accounts: Sendable {
  /// The number of the user; nil where nobody knows.
  public var userID: UInt32?
  /// The groups that the user belongs to.
  public var groupIDs: Set<UInt32>
  /// The number of a user; nil where there is none of that name. Throws where nobody knows.
  public var user: @Sendable (_ name: String) throws -> UInt32?
  /// The same of a group.
  public var group: @Sendable (_ name: String) throws -> UInt32?
  /// The name of a user.
  public var userName: @Sendable (_ id: UInt32) -> String?

  /// Accounts that are looked up by these functions: those of the system, or a test's.
  public init(
    userID: UInt32?, groupIDs: Set<UInt32>,
    user: @escaping @Sendable (String) throws -> UInt32?,
    group: @escaping @Sendable (String) throws -> UInt32?,
    userName: @escaping @Sendable (UInt32) -> String?
  ) {
    self.userID = userID
    self.groupIDs = groupIDs
    self.user = user
    self.group = group
    self.userName = userName
  }

  /// Knows nobody.
  public static let unknown = Accounts(
    userID: nil, groupIDs: [], user: { _ in nil }, group: { _ in nil }, userName: { _ in nil })

  /// Whether the user may do what only owners may.
  var isAdministrator: Bool { userID == 0 }

  /// Whether the user may set who reads a file of this one; the kernel has the last word.
  func canChangeFiles(of owner: UInt32) -> Bool {
    userID == nil || isAdministrator || userID == owner
  }

  /// What to call whose files these are, in messages: one need not be known here.
  func ownerName(_ id: UInt32) -> String { userName(id) ?? "user \(id)" }
}
