import Foundation
import SystemPackage
import TestSupport
import Testing

/// The program beside a file system whose server is gone: one of FUSE that nobody serves, which only
/// the superuser can mount.
@Suite(.enabled(if: DeadServer.canBeMounted, DeadServer.need))
struct SlowRepositoryTests {
  /// Runs a script in whose own view of the mounts `dead` lies on a server that does not answer, as
  /// long as descriptor 3 is open.
  private func withDeadServer(
    _ pcocc: PcoccBinary, _ script: String
  ) throws -> ProgramResult {
    try pcocc.configure(
      """
      repos:
        - {name: first, path: \(pcocc.folder)/first}
        - {name: dead, path: \(pcocc.folder)/dead/images}
        - {name: last, path: \(pcocc.folder)/last}

      """)
    _ = try pcocc.makeFile("disk.raw", blocks: 1)
    let setting = """
      mkdir dead && exec 3<>/dev/fuse &&
      mount -i -t fuse -o fd=3,rootmode=40000,user_id=0,group_id=0 dead "$PWD/dead" || exit 99
      pcocc() { timeout -s KILL 60 "$PCOCC" image "$@" 3>&-; }
      \(script)
      """
    return try pcocc.shell("exec unshare -m sh -c '\(setting)'")
  }

  @Test func nobodyWaitsForWhatHeDoesNotNeed() throws {
    try withPcocc { pcocc in
      let result = try withDeadServer(
        pcocc,
        """
        set -e
        pcocc import disk.raw last:b
        pcocc import disk.raw first:a
        start=$(date +%s)
        pcocc path a >&2; pcocc show -q a >/dev/null; pcocc export a out.raw; pcocc list -R last -n -o uri
        echo $(($(date +%s) - start < 8))
        pcocc list -n -o uri
        pcocc path -q b > path
        """)
      #expect(result.status == 0, "\(result.standardError)")
      #expect(result.standardOutput == "last:b@0\n1\nfirst:a@0\nlast:b@0\n")
      #expect(
        result.standardError.contains(
          "warning: \(pcocc.folder)/dead/images: repository \"dead\" is left out: it has not answered"
        ))
      #expect(try pcocc.shell("cmp disk.raw out.raw").status == 0)
    }
  }

  @Test func aServerThatIsDisconnected() throws {
    try withPcocc { pcocc in
      let result = try withDeadServer(
        pcocc,
        "exec 3>&-; pcocc import disk.raw last:b && pcocc list -n -o uri && pcocc list -R dead")
      #expect(result.status == 74, "\(result.standardError)")
      #expect(result.standardOutput == "last:b@0\n")
      #expect(result.standardError.contains("\"dead\" is left out: cannot open"))
    }
  }
}

private enum DeadServer {
  static let canBeMounted = geteuid() == 0 && access("/dev/fuse", R_OK | W_OK) == 0
  static let need: Comment = "run as root where /dev/fuse is: a dead file server is mounted"
}
