import Foundation
import Testing

@testable import PcoccCommands

@Suite struct ExpiryTimeTests {
  struct Case: Sendable {
    var text: String
    var time: ExpiryTime?
  }

  @Test(arguments: [
    Case(text: "+90s", time: .after(90)), Case(text: "+5m", time: .after(300)),
    Case(text: "+8h", time: .after(8 * 3600)), Case(text: "+2d", time: .after(2 * 86400)),
    Case(text: "+1w", time: .after(7 * 86400)), Case(text: "+0h", time: .after(0)),
    Case(text: "2024-05-01T12:00:00Z", time: .at(1_714_564_800)),
    Case(text: "2024-05-01T14:00:00+02:00", time: .at(1_714_564_800)),
    Case(text: "+9999999999999w", time: nil), Case(text: "+8", time: nil),
    Case(text: "8h", time: nil), Case(text: "+h", time: nil), Case(text: "+-1h", time: nil),
    Case(text: "+8hours", time: nil), Case(text: "tomorrow", time: nil),
    Case(text: "2024-05-01", time: nil), Case(text: "", time: nil), Case(text: "+", time: nil),
  ])
  func parse(_ table: Case) {
    #expect(ExpiryTime(table.text) == table.time)
  }

  @Test func agesCountFromNow() {
    let now = Date(timeIntervalSince1970: 1000.5)
    #expect(ExpiryTime.after(60).seconds(from: now) == 1061)
    #expect(ExpiryTime.at(60).seconds(from: now) == 60)
  }
}
