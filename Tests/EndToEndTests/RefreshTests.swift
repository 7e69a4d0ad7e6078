import Foundation
import TestSupport
import Testing

/// A file that somebody has written into by hand, which leaves no trace in its folder.
@Suite struct RefreshTests {
  /// Lists an image of raw format, of which its metadata then says another one.
  private static let change = """
    $PCOCC image import -q disk.raw box || exit
    sleep 0.2; $PCOCC image list -n -o disk_format
    sed 's/"raw"}/"vdi"}/' user/meta/box@0 >changed && cat changed >user/meta/box@0
    """

  @Test func aRefreshReadsItAgain() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      let result = try pcocc.shell(
        """
        \(Self.change)
        $PCOCC image list -n -o disk_format
        $PCOCC image refresh user
        $PCOCC image list -n -o disk_format
        """)
      #expect(
        result.standardOutput.split(separator: "\n")
          == ["raw", "raw", "Refresh images of repository user. ok.", "vdi"],
        "\(result.standardError)")
    }
  }

  /// What was wrong goes on being shown, so nobody may be told that it does not.
  @Test(
    .enabled(if: TrialUser.canBeTried, TrialUser.need),
    arguments: ["refresh user", "show --refresh user:box", "list --refresh"])
  func aRefreshThatCannotBeKeptIsNotOk(_ line: String) throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      let result = try pcocc.shell(
        """
        cat >script <<'EOF'
        \(Self.change)
        mount --bind .cache .cache && mount -o remount,ro,bind .cache || exit 99
        $PCOCC image \(line) >output; echo $?
        cat output >&2
        $PCOCC image list -n -o disk_format
        EOF
        exec unshare --mount sh script
        """)
      let lines = result.standardOutput.split(separator: "\n")
      let expected = ["raw", line.hasPrefix("refresh") ? "77" : "0", "raw"]
      #expect(lines.map(String.init) == expected, "\(result.standardOutput)\(result.standardError)")
      #expect(result.standardError.contains("read-only"), "\(result.standardError)")
      #expect(!result.standardError.contains("ok."))
    }
  }
}
