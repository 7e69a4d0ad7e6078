internal import FileSupport
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

/// The users and groups that the system knows, from whatever service it asks for them.
enum SystemAccounts {
  /// More than an entry of either kind takes, but for groups with very many members.
  private static let bufferSizes = [16 << 10, 1 << 20]

  /// - Parameter userID: that of this process's user.
  static func of(_ userID: UInt32) -> Accounts {
    Accounts(
      userID: userID, groupIDs: groupIDs, user: user, group: group,
      userName: { account($0)?.name })
  }

  private static var groupIDs: Set<UInt32> {
    var groups = [gid_t](repeating: 0, count: max(0, Int(getgroups(0, nil))))
    let count = getgroups(Int32(groups.count), &groups)
    return Set(groups.prefix(max(0, Int(count)))).union([getegid()])
  }

  private static func user(_ name: String) throws -> UInt32? {
    try withBuffer { buffer in
      var entry = passwd()
      var found: UnsafeMutablePointer<passwd>?
      let problem = getpwnam_r(name, &entry, &buffer, buffer.count, &found)
      return (problem, found == nil ? nil : entry.pw_uid)
    }
  }

  /// The name and the home folder of a user.
  static func account(_ id: UInt32) -> (name: String, home: String)? {
    try? withBuffer { buffer in
      var entry = passwd()
      var found: UnsafeMutablePointer<passwd>?
      let problem = getpwuid_r(id, &entry, &buffer, buffer.count, &found)
      guard found != nil, let name = entry.pw_name, let home = entry.pw_dir else {
        return (problem, nil)
      }
      return (problem, (String(cString: name), String(cString: home)))
    }
  }

  private static func group(_ name: String) throws -> UInt32? {
    try withBuffer { buffer in
      var entry = Glibc.group()
      var found: UnsafeMutablePointer<Glibc.group>?
      let problem = getgrnam_r(name, &entry, &buffer, buffer.count, &found)
      return (problem, found == nil ? nil : entry.gr_gid)
    }
  }

  /// - Parameter body: returns an error number, and what it found; is called again with more room where
  ///   it had too little.
  /// - Throws: `busy` where the services could not be asked.
  private static func withBuffer<Value>(
    _ body: (inout [CChar]) -> (Int32, Value?)
  ) throws -> Value? {
    for size in bufferSizes {
      var buffer = [CChar](repeating: 0, count: size)
      let (problem, value) = body(&buffer)
      guard problem == ERANGE else {
        if value == nil, !meansAbsence(problem) { throw failure(problem) }
        return value
      }
    }
    throw failure(ERANGE)
  }

  /// Whether an error says that there is no such entry: the value that says so is not agreed on,
  /// getpwnam(3).
  static func meansAbsence(_ problem: Int32) -> Bool {
    [0, ENOENT, ESRCH, EBADF, EPERM].contains(problem)
  }

  private static func failure(_ problem: Int32) -> PcoccError {
    PcoccError(
      .busy, "the system cannot tell which users and groups there are",
      cause: Errno(rawValue: problem), advice: "try again when the service that knows them answers")
  }
}
