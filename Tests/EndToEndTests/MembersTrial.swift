import Foundation
import SystemPackage
import TestSupport
import Testing

/// A repository that alice has made, for trials of who reads what.
struct MembersTrial {
  let pcocc: PcoccBinary
  let accounts: TrialAccounts

  func run(_ account: TrialAccounts.Account, _ line: String) throws -> ProgramResult {
    try pcocc.shell(self.line(account, line))
  }

  /// A line of shell that runs `pcocc image` with the rest of one.
  func line(_ account: TrialAccounts.Account, _ line: String) -> String {
    "mkdir -p home/\(account.name) && chown \(account.name) home/\(account.name); "
      + "export HOME=$PWD/home/\(account.name); \(account.user.prefix()) $PCOCC image \(line)"
  }

  /// The same user as one who may write to the repository, which is then of the group of all who may.
  func writer(_ account: TrialAccounts.Account) throws -> TrialAccounts.Account {
    let opened = try pcocc.shell(
      "chgrp -R \(accounts.group) repo && find repo -type d -exec chmod g+ws {} +")
    try #require(opened.status == 0, "\(opened.standardError)")
    return .init(
      name: account.name,
      user: TrialUser(id: account.user.id, groups: accounts.carol.user.groups))
  }

  func does(
    _ account: TrialAccounts.Account, _ line: String,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let result = try run(account, line)
    #expect(
      result.status == 0, "\(line): \(result.standardError)", sourceLocation: location)
  }

  func isRefused(
    _ account: TrialAccounts.Account, _ line: String, status: Int32 = 77,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let result = try run(account, line)
    #expect(
      result.status == status, "\(line): \(result.standardError)", sourceLocation: location)
    #expect(result.standardOutput == "", sourceLocation: location)
    #expect(
      result.standardError.split(separator: "\n").count == 1, "\(result.standardError)",
      sourceLocation: location)
  }

  /// The names that a list shows.
  func list(_ account: TrialAccounts.Account, _ options: String = "") throws -> [String] {
    let result = try run(account, "list \(options) -n -o name")
    #expect(result.status == 0 && result.standardError == "", "\(result.standardError)")
    return result.standardOutput.split(separator: "\n").map(String.init)
  }

  /// Whether the user can read any blob, in its place or in the trash.
  func readsBlobs(_ account: TrialAccounts.Account) throws -> Bool {
    try pcocc.shell(
      "\(account.user.prefix()) sh -c 'for file in repo/images/data/*/* repo/images/.trash/*/data/*;"
        + " do cat $file && exit; done; exit 1' >/dev/null 2>&1"
    ).status == 0
  }

  /// Runs `body` with one, which is removed after that.
  static func with(
    sharing: String = "all", _ body: (MembersTrial) throws -> Void
  ) throws {
    try TrialAccounts.with { accounts in
      try withPcocc { pcocc in
        try pcocc.configure(
          "repos:\n  - {name: r, path: \(pcocc.folder)/repo/images}\n")
        _ = try pcocc.makeFile("disk.raw", blocks: 2)
        _ = try pcocc.makeFile("other.raw", blocks: 3)
        let alice = accounts.alice
        let made = try pcocc.shell(
          """
          chmod 755 . && mkdir out home && chmod 1777 out && chmod 755 home &&
          mkdir repo && chown \(alice.name) repo &&
          \(alice.user.prefix()) $PCOCC image repo init --shared=\(sharing) r
          """)
        try #require(made.status == 0, "\(made.standardError)")
        try body(MembersTrial(pcocc: pcocc, accounts: accounts))
      }
    }
  }
}
