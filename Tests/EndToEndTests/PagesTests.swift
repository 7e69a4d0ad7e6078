import Foundation
import TestSupport
import Testing

/// Pages of a list while others add and delete images.
///
/// There are a hundred images for each of `PCOCC_TEST_ROUNDS`, one where it is not set.
@Suite struct PagesTests {
  private static let rounds = TestRounds.number(usually: 1)

  @Test(arguments: ["created_at:desc", "name:asc"])
  func eachImageIsOnOnePage(_ order: String) throws {
    try withPcocc { pcocc in
      let images = try ManyImages(pcocc)
      let names = (0..<Self.rounds * 100).map { String(format: "i%06d", $0) }
      try images.add(names)
      let result = try pcocc.shell(
        """
        touch going
        ( n=0; while test -e going; do
            $PCOCC image import -q disk.raw i$(printf %06d $((n * 17 % \(names.count))))-new$n || exit 1
            echo; n=$((n + 1)); sleep 0.1
          done ) >added &
        ( n=3; while test -e going && test $n -lt \(names.count); do
            $PCOCC image delete -q $(printf i%06d $n) || exit 1
            echo; n=$((n + 10)); sleep 0.1
          done ) >deleted &
        marker=
        while :; do
          $PCOCC image list -f value -c name -c id --sort \(order) \
            --limit 30 ${marker:+--marker $marker} >page || exit
          test -s page || break
          cut -d ' ' -f 1 page
          marker=$(tail -n 1 page | cut -d ' ' -f 2)
        done
        rm going
        wait
        test -s added && test -s deleted
        """)
      #expect(result.status == 0, "\(result.standardError)")
      #expect(result.standardError == "")
      let listed = result.standardOutput.split(separator: "\n").map(String.init)
      #expect(Set(listed).count == listed.count, "an image is on two pages")
      // One of ten may be gone by then.
      let stayed = names.enumerated().filter { $0.offset % 10 != 3 }.map(\.element)
      #expect(Set(stayed).subtracting(listed) == [], "an image is on no page")
      let added = Set(listed).subtracting(names)
      #expect(added.allSatisfy { $0.contains("-new") || $0 == "model" })
    }
  }
}
