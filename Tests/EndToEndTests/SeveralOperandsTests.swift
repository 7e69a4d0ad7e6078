import Foundation
import TestSupport
import Testing

/// One of several that cannot be done keeps no other from being done, and no failure gets lost.
struct SeveralOperandsTests {
  private static let missing = "1-0123456789abcdef"
  private static let other = "1-0123456789abcdee"

  private func withImage(_ body: (PcoccBinary) throws -> Void) throws {
    try withPcocc(except: ["user"]) { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      #expect(try pcocc.run("import", "-q", "disk.raw", "box").status == 0)
      try body(pcocc)
    }
  }

  @Test func leases() throws {
    try withImage { pcocc in
      let result = try pcocc.shell(
        """
        lease=$($PCOCC image lease -q box)
        $PCOCC image lease drop --json \(Self.missing) $lease $lease \(Self.other)
        """)
      #expect(result.status == 66)
      #expect(result.standardOutput.contains(#"{"dropped":true,"id":"#), "\(result.standardOutput)")
      #expect(result.standardError.components(separatedBy: "not found").count == 3)
      #expect(try pcocc.run("lease", "list", "-n", "-P").standardOutput == "")
    }
  }

  @Test func stagedImages() throws {
    try withImage { pcocc in
      let result = try pcocc.shell(
        "$PCOCC image stage -q --dir stage box && $PCOCC image stage drop --dir stage nothing box box"
      )
      #expect(result.status == 66)
      #expect(result.standardError.contains("dropped 1 of 1 staged image"))
      #expect(try pcocc.run("stage", "list", "--dir", "stage", "-n", "-P").standardOutput == "")
    }
  }

  @Test func repositories() throws {
    try withImage { pcocc in
      let result = try pcocc.run("repo", "gc", "--json", "nothing", "user", "user")
      #expect(result.status == 66)
      #expect(result.standardOutput.components(separatedBy: #""name":"user""#).count == 2)
      #expect(result.standardError.contains("\\\"nothing\\\" is not configured"))
    }
  }

  /// The result cannot be printed, and a part of the work has failed: both are told.
  @Test func aFailureIsNotLostWithTheResult() throws {
    try withImage { pcocc in
      let result = try pcocc.shell("$PCOCC image repo gc --json user nothing >/dev/full")
      #expect(result.status == 74)
      #expect(result.standardError.contains("\\\"nothing\\\" is not configured"))
      #expect(result.standardError.contains("what could be done has been done"))
    }
  }

  @Test func aLeaseGoesWhereTheWorkFails() throws {
    try withImage { pcocc in
      let result = try pcocc.shell(
        """
        blob=$($PCOCC image path box)
        printf x | dd of=$blob bs=1 seek=70000 conv=notrunc status=none
        $PCOCC image stage --lease --dir stage box
        """)
      #expect(result.status == 65, "\(result.standardError)")
      #expect(try pcocc.run("lease", "list", "-n", "-P").standardOutput == "")
    }
  }

  /// The reader takes nothing: the pipe is full before the program writes to it.
  @Test(arguments: ["path --lease box", "lease take box", "stage --lease --dir stage box"])
  func aLeaseGoesWhereASignalEndsTheWriting(_ verb: String) throws {
    let python = try Oracle.find("python3", package: "python3")
    try withImage { pcocc in
      let result = try pcocc.shell(
        """
        mkfifo pipe && exec 3<>pipe && \(python) -c \
          'import fcntl, os; fcntl.fcntl(3, 1031, 1 << 20); os.write(3, b"x" * (1 << 20))'
        timeout -s TERM 2 $PCOCC image \(verb) >pipe
        """)
      #expect(result.status == 124, "\(result.standardError)")
      #expect(result.standardError.contains("stopped"), "\(result.standardError)")
      #expect(try pcocc.run("lease", "list", "-n", "-P").standardOutput == "")
    }
  }

  /// A parent may have left a pipe that makes nobody wait.
  @Test func aResultGoesThroughAPipeThatDoesNotWait() throws {
    let python = try Oracle.find("python3", package: "python3")
    try withImage { pcocc in
      let result = try pcocc.shell(
        """
        cat >run.py <<'END'
        import fcntl, os, subprocess, time
        source, sink = os.pipe()
        os.set_blocking(sink, False)
        os.write(sink, b"x" * 65536)
        program = subprocess.Popen([os.environ["PCOCC"], "image", "--help"], stdout=sink)
        os.close(sink)
        time.sleep(0.3)
        text = b""
        while piece := os.read(source, 4096): text += piece
        print(program.wait(), len(text) - 65536)
        END
        \(python) run.py; $PCOCC image --help | wc -c
        """)
      let words = result.standardOutput.split(whereSeparator: \.isWhitespace)
      #expect(words.first == "0", "\(result.standardOutput)")
      #expect(words.count == 3 && words[1] == words[2], "\(result.standardOutput)")
    }
  }
}
