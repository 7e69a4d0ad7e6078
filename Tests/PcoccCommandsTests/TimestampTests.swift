import Testing

@testable import PcoccCommands

struct TimestampTests {
  struct Case: Sendable {
    var seconds: Double
    var utc: String?
  }

  @Test(arguments: [
    Case(seconds: 0, utc: "1970-01-01T00:00:00Z"),
    Case(seconds: 1_714_564_800.999, utc: "2024-05-01T12:00:00Z"),
    Case(seconds: -0.5, utc: "1969-12-31T23:59:59Z"),
    Case(seconds: 1e300, utc: nil), Case(seconds: -1e15, utc: nil), Case(seconds: .nan, utc: nil),
    Case(seconds: .infinity, utc: nil),
  ])
  func inUTC(_ table: Case) {
    let timestamp = Timestamp(seconds: table.seconds)
    #expect(timestamp.utc == table.utc)
    #expect((timestamp.local == "-") == (table.utc == nil))
    #expect(JSONText.line([timestamp]) == (table.utc.map { "[\"\($0)\"]\n" } ?? "[null]\n"))
  }
}
