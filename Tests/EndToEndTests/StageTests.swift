import Foundation
import SystemPackage
import TestSupport
import Testing

/// Many processes that stage one image at once, as the tasks of a job on a node do.
struct StageTests {
  /// What `--json` prints.
  private struct Record: Decodable {
    var path: String
    var digest: String
    var format: String
    var layered: Bool
    var wasCopied: Bool
  }

  private func records(_ text: String) throws -> [Record] {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try text.split(separator: "\n").map {
      try decoder.decode(Record.self, from: Data($0.utf8))
    }
  }

  /// Images of random bytes, which take a while to copy.
  private func makeImage(_ pcocc: PcoccBinary, mebibytes: Int) throws {
    let made = try pcocc.shell(
      "head -c \(mebibytes)M /dev/urandom > disk.raw && $PCOCC image import -q disk.raw box")
    #expect(made.status == 0, "\(made.standardError)")
  }

  @Test(arguments: ["", "-t raw", "--layers"])
  func ofManyProcessesOneCopies(_ options: String) throws {
    try withPcocc { pcocc in
      try makeImage(pcocc, mebibytes: 64)
      let count = options.isEmpty ? 64 : 16
      let result = try pcocc.shell(
        """
        for i in $(seq \(count)); do
          $PCOCC image stage --json \(options) --dir stage box >out.$i 2>err.$i &
          pids="$pids $!"
        done
        for pid in $pids; do wait $pid || echo failed; done
        cat out.*; cat err.* >&2
        """)
      #expect(result.standardError == "")
      let records = try records(result.standardOutput)
      #expect(records.count == count)
      #expect(records.count(where: \.wasCopied) == 1)
      #expect(Set(records.map(\.path)).count == 1)
      #expect(Set(records.map(\.digest)).count == 1)
      let path = try #require(records.first?.path)
      let format = try #require(records.first?.format)
      try Oracle.qemuImg([
        "compare", "-f", format, "-F", "raw", path, pcocc.folder.appending("disk.raw").string,
      ])
      #expect(try pcocc.shell("find stage -name '.in-*'").standardOutput == "")
    }
  }

  /// The process that has the unfinished file open is killed; the others are not to notice.
  ///
  /// `PCOCC_TEST_ROUNDS` says how often.
  @Test func whereTheCopierIsKilledAnotherGoesOn() throws {
    let rounds = TestRounds.number(usually: 8)
    try withPcocc { pcocc in
      try makeImage(pcocc, mebibytes: 48)
      let digest = try pcocc.shell("sha256sum $($PCOCC image path box) | cut -c1-64")
        .standardOutput
      var hits = 0
      for round in 0..<rounds {
        let result = try pcocc.shell(killRound(delay: Double.random(in: 0...0.04)))
        let lines = result.standardOutput.split(separator: "\n")
        hits += lines.count { $0 == "killed" }
        let records = try records(lines.filter { $0.hasPrefix("{") }.joined(separator: "\n"))
        // The one that was killed may have come to its end before.
        #expect(records.count >= 5, "round \(round): \(result.standardError)")
        #expect(lines.count { $0 == "failed" } + records.count == 6)
        #expect(lines.count { $0 == "failed" } == lines.count { $0 == "killed" })
        #expect(records.count(where: \.wasCopied) <= 1)
        #expect(Set(records.map(\.path)).count == 1)
        let path = try #require(records.first?.path)
        #expect(try pcocc.shell("sha256sum \(path) | cut -c1-64").standardOutput == digest)
        #expect(try pcocc.shell("find stage -name '.in-*'").standardOutput == "")
        #expect(try pcocc.run("stage", "drop", "--all", "--dir", "stage").status == 0)
      }
      #expect(hits > rounds / 4, "only \(hits) of \(rounds) kills met a copier at work")
    }
  }

  /// A line of shell in which six processes stage an image and the first that copies is killed.
  private func killRound(delay: Double) -> String {
    """
    pids=; rm -f out.*
    for i in 1 2 3 4 5 6; do
      $PCOCC image stage --json --dir stage box >out.$i &
      pids="$pids $!"
    done
    copier=
    for try in $(seq 500); do
      for pid in $pids; do
        case $(ls -l /proc/$pid/fd 2>/dev/null) in *.in-*) copier=$pid; break 2;; esac
      done
    done
    sleep \(delay)
    case $(ls -l /proc/$copier/fd 2>/dev/null) in
      *.in-*) kill -KILL $copier && echo killed ;;
    esac
    for pid in $pids; do wait $pid || echo failed; done
    cat out.*
    """
  }

  @Test func waitingEnds() throws {
    try withPcocc { pcocc in
      try makeImage(pcocc, mebibytes: 1)
      let result = try pcocc.shell(
        """
        path=$($PCOCC image stage --dir stage box) && $PCOCC image stage drop -q --dir stage box
        exec 9<>stage/.lock-$(basename $path) && flock -x 9
        $PCOCC image stage --wait=0 --dir stage box 9>&-; echo $?
        $PCOCC image stage --wait 1 --dir stage box 9>&-; echo $?
        exec 9>&-
        $PCOCC image stage --wait=0 --dir stage box >/dev/null; echo $?
        """)
      #expect(result.standardOutput == "75\n75\n0\n")
      #expect(result.standardError.contains("another process is still staging \"user:box@0\""))
    }
  }

  /// A signal ends the copying and the waiting, and leaves nothing.
  @Test func signals() throws {
    try withPcocc { pcocc in
      try makeImage(pcocc, mebibytes: 64)
      let result = try pcocc.shell(
        """
        $PCOCC image stage --dir stage box & copier=$!
        until test -n "$(find stage -name '.in-*' 2>/dev/null)"; do :; done
        kill -STOP $copier
        $PCOCC image stage --dir stage box & waiter=$!
        sleep 0.5; kill -TERM $waiter; wait $waiter; echo $?
        kill -TERM $copier; kill -CONT $copier; wait $copier; echo $?
        find stage -name '.in-*' -o -name '*.qcow2*' ! -name '.lock*'
        """)
      #expect(result.standardOutput == "143\n143\n", "\(result.standardError)")
    }
  }

  @Test func theFolderIsTheFirstThatIsGiven() throws {
    try withPcocc { pcocc in
      try makeImage(pcocc, mebibytes: 1)
      let place = { (line: String) -> String in
        let result = try pcocc.shell("cd /; \(line) $PCOCC image stage box")
        return (FilePath(result.standardOutput).removingLastComponent().string)
          .replacing(pcocc.folder.string, with: "")
      }
      let own = "pcocc-stage-\(geteuid())"
      let folder = pcocc.folder
      #expect(try pcocc.shell("mkdir tmp").status == 0)
      #expect(try place("TMPDIR=\(folder)/tmp") == "/tmp/\(own)")
      let yaml = try String(contentsOfFile: folder.appending("repos.yaml").string, encoding: .utf8)
      try pcocc.configure(yaml + "cache:\n  path: \(folder)/cache\n")
      #expect(try place("TMPDIR=\(folder)/tmp") == "/cache")
      #expect(try place("PCOCC_STAGE_DIR= ") == "/cache")
      #expect(try place("PCOCC_STAGE_DIR=\(folder)/variable") == "/variable")
      let named = try pcocc.shell(
        """
        export PCOCC_STAGE_DIR=$PWD/variable
        $PCOCC image stage --dir option box; $PCOCC image stage box operand
        chmod 1777 operand; $PCOCC image stage box operand
        $PCOCC image stage --dir option box operand; echo $?
        """)
      let folders = named.standardOutput.split(separator: "\n").dropLast().map {
        FilePath(String($0)).removingLastComponent().string
          .replacing(folder.string, with: "")
      }
      #expect(folders == ["/option", "/operand", "/operand/\(own)"])
      #expect(named.standardOutput.hasSuffix("\n64\n"))
    }
  }

  @Test func listAndDrop() throws {
    try withPcocc { pcocc in
      try makeImage(pcocc, mebibytes: 1)
      let result = try pcocc.shell(
        """
        export PCOCC_STAGE_DIR=$PWD/stage
        $PCOCC image stage list -P
        path=$($PCOCC image stage box)
        $PCOCC image stage list -P -n -o 'image,form,in use'
        exec 8<$path
        $PCOCC image stage list -P -n -o 'in use'
        $PCOCC image stage drop -q box; echo $?
        exec 8<&-
        $PCOCC image stage drop --json --all | grep -o '"outcome":"[a-z]*"'
        $PCOCC image stage drop -q box; echo $?
        $PCOCC image stage drop -q --all; echo $?
        $PCOCC image stage drop -q; echo $?
        """)
      #expect(
        result.standardOutput == """
          IMAGE|FORM|SIZE|LAST USED|IN USE|PATH
          user:box@0|qcow2|no
          yes
          75
          "outcome":"dropped"
          66
          0
          64

          """, "\(result.standardError)")
    }
  }

  /// The names of the verbs below `stage` and `lease` are names of images too.
  @Test func imagesNamedLikeVerbs() throws {
    try withPcocc { pcocc in
      let result = try pcocc.shell(
        """
        export PCOCC_STAGE_DIR=$PWD/stage
        head -c 70000 /dev/zero > disk.raw
        $PCOCC image import -q disk.raw list
        $PCOCC image stage list -n -P
        basename $($PCOCC image stage get list) | cut -c65-
        $PCOCC image stage list -n -P -o image
        basename $($PCOCC image stage user:list) | cut -c65-
        $PCOCC image stage drop -q list; echo $?
        $PCOCC image lease list -n -P
        $PCOCC image lease -q take list >/dev/null; $PCOCC image lease -q user:list >/dev/null
        $PCOCC image lease list -n -P -o image
        """)
      #expect(
        result.standardOutput == """
          .qcow2
          user:list@0
          .qcow2
          0
          user:list@0
          user:list@0

          """, "\(result.standardError)")
    }
  }

  @Test func limits() throws {
    try withPcocc { pcocc in
      let result = try pcocc.shell(
        """
        export PCOCC_STAGE_DIR=$PWD/stage PCOCC_STAGE_LIMIT=3M
        for name in a b c; do
          head -c 1500000 /dev/urandom > disk.raw; $PCOCC image import -q disk.raw $name
        done
        $PCOCC image stage a >/dev/null
        $PCOCC image stage b >/dev/null
        touch -d '1 hour ago' stage/*.json
        $PCOCC image stage a >/dev/null
        $PCOCC image stage c >/dev/null
        $PCOCC image stage list -n -P -o image | sort
        PCOCC_STAGE_LIMIT=3X $PCOCC image stage a; echo $?
        """)
      #expect(result.standardOutput == "user:a@0\nuser:c@0\n78\n", "\(result.standardError)")
    }
  }
}
