import Foundation
import SystemPackage
import TestSupport
import Testing

/// Users and a group whom the system knows, for as long as a test runs.
struct TrialAccounts {
  struct Account {
    let name: String
    let user: TrialUser
  }

  let alice: Account
  let bob: Account
  /// In the group.
  let carol: Account
  let stranger: Account
  let group: String

  /// Runs `body` with accounts of its own.
  static func with(_ body: (TrialAccounts) throws -> Void) throws {
    let token = String(UInt32.random(in: 0...0xff_ffff), radix: 36)
    let names = ["a", "b", "c", "s"].map { "pcocc\($0)\(token)" }
    let group = "pcoccg\(token)"
    defer {
      for name in names { _ = try? run("userdel", name) }
      _ = try? run("groupdel", group)
    }
    // The users run with groups of their own, which have the numbers of the users.
    try run("groupadd", "--key", "GID_MIN=50000", "--key", "GID_MAX=59999", group)
    let accounts = try names.map { name in
      try run("useradd", "--no-create-home", "--no-user-group", name)
      return try #require(Int(try run("id", "-u", name).trimmingCharacters(in: .newlines)))
    }
    let number = try run("getent", "group", group).split(separator: ":")[2]
    let groupID = try #require(Int(number))
    func account(_ position: Int, _ groups: [Int] = []) -> Account {
      Account(name: names[position], user: TrialUser(id: accounts[position], groups: groups))
    }
    try body(
      TrialAccounts(
        alice: account(0), bob: account(1), carol: account(2, [groupID]), stranger: account(3),
        group: group))
  }

  @discardableResult
  private static func run(_ program: String, _ arguments: String...) throws -> String {
    let line = ([program] + arguments).joined(separator: " ")
    // Others may be changing the list of users.
    let result = try Program.run(
      "/bin/sh", ["-c", "for i in 1 2 3 4 5; do \(line) && exit; sleep 1; done; exit 1"],
      environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"])
    try #require(result.status == 0, "\(line), of package passwd: \(result.standardError)")
    return result.standardOutput
  }
}
