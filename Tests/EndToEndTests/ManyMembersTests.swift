import Foundation
import TestSupport
import Testing

/// As many members as an image may have, named by two processes at once.
@Suite(.enabled(if: TrialUser.canBeTried, TrialUser.need))
struct ManyMembersTests {
  @Test func noneIsLostAndEachOfThemReadsIt() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      let result = try pcocc.shell(
        """
        cat >script <<'EOF'
        seq 1001 1129 | sed 's/.*/m&:x:&:&::\\/:\\/bin\\/false/' | cat /etc/passwd - >passwd
        chmod 755 . && mount --bind passwd /etc/passwd || exit 99
        $PCOCC image import -q --visibility private disk.raw box || exit
        for part in 0 1; do
          for first in 1001 1017 1033 1049; do
            first=$((first + 64 * part))
            $PCOCC image share -q box $(seq -f m%.0f $first $((first + 15))) || echo "$first: $?"
          done &
        done
        wait
        $PCOCC image members -f value -c member box | wc -l
        $PCOCC image share box m1129; echo $?
        blob=$($PCOCC image path box)
        for id in $(seq 1001 1129); do
          setpriv --reuid=$id --regid=$id --clear-groups cat "$blob" >/dev/null 2>&1 || echo "not $id"
        done
        EOF
        exec unshare --mount sh script
        """)
      #expect(
        result.standardOutput.split(separator: "\n") == ["128", "64", "not 1129"],
        "\(result.standardOutput)\(result.standardError)")
      #expect(result.standardError.contains("128"), "\(result.standardError)")
    }
  }
}
