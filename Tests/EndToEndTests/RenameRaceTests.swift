import TestSupport
import Testing

/// Processes that give images names and ids at the same time.
///
/// `PCOCC_TEST_ROUNDS` says how often, 3 where it is not set.
@Suite struct RenameRaceTests {
  private static let rounds = TestRounds.number(usually: 3)

  private func check(_ script: String) throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      let result = try pcocc.shell(
        "for round in $(seq \(Self.rounds)); do\n\(script)\ndone")
      #expect(result.status == 0 && result.standardOutput == "", "\(result.standardOutput)")
      #expect(result.standardError == "")
    }
  }

  /// What is said to be set by the old name is there under the new one.
  @Test func noChangeIsLost() throws {
    try check(
      """
      $PCOCC image import -q disk.raw old$round || exit
      for size in 1 2 3 4 5; do $PCOCC image resize -q old$round +1M || exit; done
      (
        key=0
        while key=$((key + 1)); $PCOCC image set -q old$round k$key=1 2>error$round; do
          echo k$key
        done >done$round
      ) &
      until [ -s done$round ]; do sleep 0.01; done
      $PCOCC image rename -q old$round new$round || echo "rename: $?"
      wait
      grep -q 'old$round' error$round && cat error$round
      grep -Eq 'not found|renamed' error$round || cat error$round
      $PCOCC image show -f json -c metadata new$round >shown || exit
      for key in $(cat done$round); do grep -q "\\"$key\\"" shown || echo "lost $key"; done
      """)
  }

  /// Of two images that want one name one gets it, and both keep what they carry.
  @Test func oneGetsTheName() throws {
    try check(
      """
      for image in a b; do
        $PCOCC image import -q --property of=$image disk.raw $image$round || exit
        $PCOCC image set -q --protected $image$round of=$image || exit
      done
      for image in a b; do
        { $PCOCC image rename -q $image$round c$round 2>/dev/null; echo $? >status.$image; } &
      done
      wait
      case "$(cat status.a) $(cat status.b)" in
        "0 73") winner=a loser=b ;;
        "73 0") winner=b loser=a ;;
        *) echo "$(cat status.a) $(cat status.b)"; continue ;;
      esac
      $PCOCC image show -f json c$round >shown || exit
      grep -q "\\"of\\": *\\"$winner\\"" shown && grep -q '"protected": *true' shown || cat shown
      $PCOCC image show -f json $loser$round >shown || exit
      grep -q "\\"of\\": *\\"$loser\\"" shown && grep -q '"protected": *true' shown || cat shown
      """)
  }

  /// An id that three asked for is one image's, also after that was deleted.
  @Test func noIDIsUsedAgain() throws {
    try check(
      """
      id=$(cat /proc/sys/kernel/random/uuid)
      for process in 1 2 3; do
        { $PCOCC image import -q --id $id disk.raw n$round 2>/dev/null; echo $? >status.$process; } &
      done
      wait
      [ "$(cat status.1 status.2 status.3 | sort | tr '\\n' ' ')" = "0 73 73 " ] ||
        cat status.1 status.2 status.3
      $PCOCC image delete -q n$round || exit
      for name in n$round other$round; do
        $PCOCC image import -q --id $id disk.raw $name 2>/dev/null
        [ $? = 73 ] || echo "used again by $name"
      done
      """)
  }
}
