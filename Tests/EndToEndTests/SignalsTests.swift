import SystemPackage
import TestSupport
import Testing

@Suite struct SignalsTests {
  /// A FIFO that delivers no more keeps the import waiting until the signal comes.
  @Test(arguments: ["TERM", "INT", "HUP", "XCPU"])
  func stopAnImportAndLeaveNothing(_ signal: String) throws {
    let numbers = ["TERM": 15, "INT": 2, "HUP": 1, "XCPU": 24]
    let number = try #require(numbers[signal])
    try withPcocc { pcocc in
      let result = try pcocc.shell(
        """
        mkfifo input && exec 3<>input && printf data >&3
        timeout --preserve-status --kill-after=20 --signal=\(signal) 2 \
          "$PCOCC" image import -t raw - a <input
        """)
      #expect(result.status == Int32(128 + number))
      #expect(
        result.standardError
          == "pcocc image: \(signal == "INT" ? "interrupted" : "stopped") (SIG\(signal))\n")
      #expect(pcocc.leftovers == [])
      #expect(try pcocc.run("list").standardOutput == "")
    }
  }
}
