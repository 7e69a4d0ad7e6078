import Foundation
import SystemPackage
import TestSupport
import Testing

/// What the manual for users of clouds assumes: repositories, images, files and two users.
struct CloudUsersTrial {
  private let pcocc: PcoccBinary
  private let accounts: TrialAccounts

  /// Runs `body` with it.
  static func with(_ body: (CloudUsersTrial) throws -> Void) throws {
    try TrialAccounts.with { accounts in
      try withPcocc { pcocc in
        let trial = CloudUsersTrial(pcocc: pcocc, accounts: accounts)
        try trial.setUp()
        try body(trial)
      }
    }
  }

  /// Runs a line of shell as one of the users, with the variables that earlier lines have set.
  func run(_ line: String, as user: String = "alice") throws -> ProgramResult {
    let account = user == "bob" ? accounts.bob : accounts.alice
    let script = """
      export HOME=\(pcocc.folder)/home/\(user) PATH=\(pcocc.folder)/bin:$PATH
      cd \(pcocc.folder)/work && . ./state
      \(withNames(line))
      status=$?
      echo "id=$id task=$task" >state
      exit $status
      """
    try script.write(
      toFile: pcocc.folder.appending("line").string, atomically: true, encoding: .utf8)
    return try pcocc.shell("\(account.user.prefix()) sh line")
  }

  /// Runs a line of shell on what another line has printed, in the file `output`.
  func run(_ line: String, on output: String) throws -> ProgramResult {
    try output.write(
      toFile: pcocc.folder.appending("work/output").string, atomically: true, encoding: .utf8)
    return try run(line)
  }

  /// A line with the names that the users have in this run.
  func withNames(_ line: String) -> String {
    line.replacing(#/\balice\b/#, with: accounts.alice.name)
      .replacing(#/\bbob\b/#, with: accounts.bob.name)
  }

  private func setUp() throws {
    try pcocc.configure(
      """
      repos:
        - {name: user, path: ~/images}
        - {name: global, path: \(pcocc.folder)/alice/images}
        - {name: project, path: \(pcocc.folder)/bob/images}

      """)
    _ = try pcocc.makeFile("disk.raw", blocks: 4)
    let (alice, bob) = (accounts.alice.name, accounts.bob.name)
    let made = try pcocc.shell(
      """
      chmod 755 . && mkdir -p bin work home/alice home/bob alice bob && chmod 777 work &&
      chown \(alice) home/alice alice && chown \(bob) home/bob bob && mv disk.raw work &&
      ln -s "$PCOCC" bin/pcocc && cd work && touch state && chmod 666 state &&
      head -c 3000000 /dev/urandom >big.raw && truncate -s 3M big.raw && chmod 644 *.raw
      """)
    try #require(made.status == 0, "\(made.standardError)")
    try require(
      """
      pcocc image repo init --shared=all project &&
      for name in theirs taken; do
        pcocc image import -q --visibility private disk.raw project:$name &&
        pcocc image share -q project:$name alice || exit
      done
      """, as: "bob")
    try require(
      """
      sleep 1.1; pcocc image repo init --shared=all global &&
      pcocc image import -q disk.raw global:raw &&
      pcocc image export -q raw disk.qcow2 && pcocc image export -q raw disk.vmdk &&
      pcocc image delete -q global:raw &&
      pcocc image import -q --tag gpu --tag production --property os_distro=centos \
        disk.qcow2 global:centos7 &&
      pcocc image import -q disk.raw global:debian && pcocc image import -q disk.raw user:debian &&
      pcocc image resize -q global:debian +1M &&
      pcocc image import -q --hidden disk.raw user:hidden-one &&
      pcocc image import -q --visibility community --tag gpu disk.raw user:commons &&
      pcocc image import -q --visibility private disk.raw user:secret &&
      pcocc image import -q disk.raw user:off && pcocc image deactivate -q user:off &&
      pcocc image import -q big.raw user:bigdisk && pcocc image accept -q project:taken &&
      id=$(pcocc image find -f value -c id centos7)
      """)
  }

  private func require(_ line: String, as user: String = "alice") throws {
    let result = try run(line, as: user)
    try #require(result.status == 0, "\(result.standardError)")
  }
}
