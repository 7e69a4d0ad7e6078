import Foundation
import SystemPackage
import TestSupport
import Testing

/// The checker of pcocc's rules finds each breach of one, and nothing in what pcocc writes.
@Suite struct RepositoryRulesTests {
  struct Breach: Sendable {
    /// A line of shell, run in the repository; `$B` is the blob of `plain@0`, `$T` the top one of `alpine@1`.
    var line: String
    var words: String
  }

  @Test func pcoccKeepsItsOwnRules() throws {
    try withTemporaryFolder { folder in
      let repository = try PcoccRepository(at: folder.appending("user"), version: 2)
      #expect(try RepositoryRules.violations(in: repository.path) == [])
    }
  }

  @Test(arguments: [
    Breach(line: "echo 'other: 1' >> .config", words: "something else"),
    Breach(line: "touch meta/notes", words: "only metadata may"),
    Breach(line: "mkdir meta/aa", words: "only metadata may"),
    Breach(line: "cp meta/plain@0 meta/plain@01", words: "only metadata may"),
    Breach(line: "cp meta/plain@0 meta/plain@1", words: "another revision"),
    Breach(line: "cp meta/plain@0 meta/other@0", words: "another name"),
    Breach(line: "chmod 600 meta/plain@0", words: "another mode"),
    Breach(line: "echo >> meta/plain@0", words: "not JSON"),
    Breach(line: "sed -i 's/: /:/' meta/plain@0", words: "not JSON"),
    Breach(line: "sed -i 's/, /,/' meta/plain@0", words: "not JSON"),
    Breach(line: "sed -i 's/root/rööt/' meta/plain@0", words: "not JSON"),
    Breach(line: "sed -i 's/{}/{\"a\":1}/' meta/plain@0", words: "not JSON"),
    Breach(line: "sed -i 's/\"owner\": \"root\", //' meta/plain@0", words: "other keys"),
    Breach(line: "sed -i 's/{}/{}, \"tags\": 1/' meta/plain@0", words: "other keys"),
    Breach(line: "sed -i 's/\"root\"/1/' meta/plain@0", words: "no text"),
    Breach(line: "sed -i 's/923.0/923/' meta/plain@0", words: "with a fraction"),
    Breach(line: "sed -i 's/{}/null/' meta/plain@0", words: "no object"),
    Breach(line: "sed -i 's/{}/{\"size\": 1}/' meta/plain@0", words: "of no blob"),
    Breach(line: "sed -i 's/{}/{\"x\": {\"size\": 1}}/' meta/plain@0", words: "not name its blob"),
    Breach(line: "sed -i 's/\"vm\"/\"ctr\"/' meta/plain@0", words: "which is no blob"),
    Breach(line: "sed -i 's/sha256://' meta/box@0", words: "which is no blob"),
    Breach(line: "rm -f $B", words: "which is no blob"),
    Breach(line: "chmod 644 $B", words: "another mode"),
    Breach(line: "chmod u+w $B; echo >> $B; chmod 444 $B", words: "not hold its bytes"),
    Breach(line: "cp $B ${B%?}", words: "not named as a blob"),
    Breach(line: "touch data/aa.txt; mkdir -p data/zz", words: "no folder of blobs"),
    Breach(line: "touch .tmp/x", words: "left behind"),
    Breach(line: "touch meta/.in-x", words: "left behind"),
    Breach(line: "touch ${B%/*}/.in-x", words: "left behind"),
    Breach(line: "sed -i \"s/\\[[^]]*, /[/\" meta/alpine@1", words: "below it"),
    Breach(line: "qemu-img rebase -u -F qcow2 -b /x/$B $T", words: "below it"),
    Breach(line: "qemu-img rebase -u -F raw -b ../../$L $T", words: "below it"),
  ])
  func eachBreachIsFound(_ breach: Breach) throws {
    try withTemporaryFolder { folder in
      let repository = try PcoccRepository(at: folder.appending("user"), version: 2)
      let script = """
        set -e; cd \(repository.path)
        blob() { d=$(grep -o '[0-9a-f]\\{64\\}' meta/$1 | tail -n 1); echo data/$(echo $d | cut -c1-2)/$d; }
        B=$(blob plain@0) T=$(blob alpine@1) L=$(blob alpine@0)
        \(breach.line)
        """
      try Oracle.run("sh", package: "dash", ["-c", script])
      let violations = try RepositoryRules.violations(in: repository.path)
      #expect(violations.contains { $0.contains(breach.words) }, "\(violations)")
    }
  }
}
