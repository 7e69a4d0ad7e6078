import Foundation
import TestSupport
import Testing

/// Sixteen processes that change what one image carries, each eight properties of its own.
///
/// `PCOCC_TEST_ROUNDS` says how often each process does, 2 where it is not set.
@Suite struct ManyChangesTests {
  private static let rounds = TestRounds.number(usually: 2)

  @Test func noneIsLost() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      let result = try pcocc.shell(
        """
        $PCOCC image import -q disk.raw box || exit
        for process in $(seq 16); do
          (
            for round in $(seq \(Self.rounds)); do
              set -- ; for key in $(seq 8); do set -- "$@" p$process.$key=$round; done
              $PCOCC image set -q box "$@" || echo "process $process, round $round: $?"
            done
          ) &
        done
        wait
        """)
      #expect(result.status == 0 && result.standardOutput == "", "\(result.standardOutput)")
      #expect(result.standardError == "")
      let expected = Dictionary(
        uniqueKeysWithValues: (1...16).flatMap { process in
          (1...8).map { ("p\(process).\($0)", "\(Self.rounds)") }
        })
      #expect(try properties(pcocc) == expected)
      let refused = try pcocc.run("set", "box", "one.more=1", "p1.1=0")
      #expect(refused.status == 64)
      #expect(refused.standardError.contains("128"), "\(refused.standardError)")
      #expect(try properties(pcocc) == expected)
    }
  }

  private func properties(_ pcocc: PcoccBinary) throws -> [String: String] {
    let shown = try pcocc.run("show", "-f", "json", "-c", "metadata", "box")
    let object = try JSONSerialization.jsonObject(with: Data(shown.standardOutput.utf8))
    return try #require((object as? [String: Any])?["metadata"] as? [String: String])
  }
}
