import Foundation
import SystemPackage
import TestSupport
import Testing

struct SignalsTests {
  /// A pipe that delivers no more keeps the import waiting for as long as the test likes.
  @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGXCPU])
  func stopAnImportAndLeaveNothing(_ signal: Int32) throws {
    try withPcocc { pcocc in
      let process = pcocc.process("import", "-t", "raw", "-", "a")
      let input = Pipe()
      let errors = pcocc.folder.appending("errors").string
      _ = FileManager.default.createFile(atPath: errors, contents: nil)
      process.standardInput = input
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle(forWritingAtPath: errors)
      try process.run()
      try input.fileHandleForWriting.write(contentsOf: Data(repeating: 1, count: 4096))
      wait { !pcocc.leftovers.isEmpty }
      kill(process.processIdentifier, signal)
      wait { !process.isRunning }
      if process.isRunning { kill(process.processIdentifier, SIGKILL) }
      process.waitUntilExit()
      #expect(process.terminationReason == .exit)
      #expect(process.terminationStatus == 128 + signal)
      #expect(
        try String(contentsOfFile: errors, encoding: .utf8)
          == "pcocc image: stopped by signal \(signal); nothing was left behind\n")
      #expect(pcocc.leftovers == [])
      #expect(try pcocc.run("list").standardOutput == "")
      try input.fileHandleForWriting.close()
    }
  }

  private func wait(until isReached: () -> Bool) {
    for _ in 0..<500 {
      if isReached() { return }
      Thread.sleep(forTimeInterval: 0.02)
    }
    Issue.record("nothing happened in ten seconds")
  }
}
