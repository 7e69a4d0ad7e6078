import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import PcoccCommands

struct ProgressTests {
  private static let half = ProgressSnapshot(
    name: "user:alpine", completed: 512 << 20, total: 1 << 30, elapsed: 2)
  private static let unknown = ProgressSnapshot(
    name: "a\u{1b}", completed: 3 << 20, total: 0, elapsed: 1)

  @Test func barFillsTheLine() {
    #expect(
      BarProgress.line(Self.half, width: 100)
        == "user:alpine  50% [#################                 ] "
        + " 512.0 MiB of 1.0 GiB, 256.0 MiB/s, 0:02 left")
    #expect(
      BarProgress.line(Self.unknown, width: 80) == "a\\u{1b}  3.0 MiB, 3.0 MiB/s")
  }

  @Test(arguments: [1, 20, 40, 60, 80, 200])
  func barNeverWraps(_ width: Int) {
    #expect(BarProgress.line(Self.half, width: width).count < width)
  }

  @Test func wideNamesCountTwice() {
    let wide = ProgressSnapshot(name: "日本語の名前", completed: 1, total: 2, elapsed: 1)
    for width in [20, 40, 60, 100] {
      #expect(BarProgress.line(wide, width: width).displayWidth < width)
    }
  }

  @Test func plainLine() {
    #expect(
      PlainProgress.line(Self.half)
        == "user:alpine: 50%, 512.0 MiB of 1.0 GiB, 256.0 MiB/s, 0:02 left")
    #expect(PlainProgress.line(Self.unknown) == "a\\u{1b}: 3.0 MiB, 3.0 MiB/s")
  }

  @Test func jsonLine() {
    #expect(
      JSONProgress.line(Self.half)
        == #"{"progress":{"bytes_per_second":268435456,"completed":536870912,"#
        + #""name":"user:alpine","seconds_left":2,"total":1073741824}}"# + "\n")
    #expect(JSONProgress.line(Self.unknown).contains(#""seconds_left":null"#))
  }

  @Test func hoursAreShown() {
    let slow = ProgressSnapshot(name: "x", completed: 1, total: 3_726, elapsed: 1)
    #expect(slow.summary.hasSuffix("1:02:05 left"))
  }

  /// Three hours of reports at each tenth of a second, a line every thirty seconds.
  @Test func reportsNowAndThen() throws {
    let clock = Mutex(ContinuousClock.now)
    let shown = try errors { stream in
      let reporter = ProgressReporter(name: "x", style: PlainProgress(), stream: stream) {
        clock.withLock { $0 }
      }
      for step in 1...900 {
        clock.withLock { $0 += .milliseconds(100) }
        reporter.update(.init(completed: step, total: 1000))
      }
      reporter.finish()
    }
    #expect(
      shown == """
        x: 30%, 300 B of 1000 B, 10 B/s, 1:10 left
        x: 60%, 600 B of 1000 B, 10 B/s, 0:40 left
        x: 90%, 900 B of 1000 B, 10 B/s, 0:10 left

        """)
  }

  @Test func anotherPassHasItsOwnSpeed() throws {
    let clock = Mutex(ContinuousClock.now)
    let shown = try errors { stream in
      let reporter = ProgressReporter(name: "x", style: JSONProgress(), stream: stream) {
        clock.withLock { $0 }
      }
      clock.withLock { $0 += .seconds(10) }
      reporter.update(.init(completed: 1000, total: 1000))
      reporter.update(.init(completed: 0, total: 1000))
      clock.withLock { $0 += .seconds(10) }
      reporter.update(.init(completed: 500, total: 1000))
    }
    #expect(shown.split(separator: "\n").last?.contains(#""bytes_per_second":50,"#) == true)
  }

  @Test func linesEraseTheBar() throws {
    let shown = try errors { stream in
      stream.show(status: "half")
      stream.write("warning\n")
      stream.eraseStatus()
      stream.show(status: "more")
      stream.eraseStatus()
    }
    let erase = "\r\u{1b}[K"
    #expect(shown == "\(erase)half\(erase)warning\n\(erase)more\(erase)")
  }

  private func errors(_ body: (MessageStream) throws -> Void) throws -> String {
    try withTemporaryFolder { folder in
      let file = folder.appending("err")
      let descriptor = try FileDescriptor.open(
        file, .writeOnly, options: [.create], permissions: .ownerReadWrite)
      try descriptor.closeAfter { try body(MessageStream(descriptor)) }
      return try String(contentsOfFile: file.string, encoding: .utf8)
    }
  }
}
