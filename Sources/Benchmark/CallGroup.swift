/// System calls that cost a file server the same.
struct CallGroup {
  var name: String
  var prefixes: [String]

  static let all = [
    CallGroup(name: "opens", prefixes: ["open"]),
    CallGroup(name: "directory reads", prefixes: ["getdents"]),
    CallGroup(
      name: "stats", prefixes: ["stat", "lstat", "fstat", "newfstatat", "access", "faccess"]),
    CallGroup(
      name: "links, renames, removals", prefixes: ["link", "rename", "unlink", "mkdir", "rmdir"]),
    CallGroup(name: "syncs", prefixes: ["fsync", "fdatasync", "syncfs"]),
    CallGroup(name: "all calls", prefixes: [""]),
  ]

  /// The sum that the report ends with is no call.
  func contains(_ call: some StringProtocol) -> Bool {
    call != "total" && prefixes.contains { call.hasPrefix($0) }
  }
}
