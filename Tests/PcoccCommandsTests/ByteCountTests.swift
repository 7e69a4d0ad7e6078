import FileSupport
import Testing

@testable import PcoccCommands

struct ByteCountTests {
  struct Case: Sendable {
    var bytes: Int
    var text: String
  }

  @Test(arguments: [
    Case(bytes: 0, text: "0 B"), Case(bytes: 1023, text: "1023 B"),
    Case(bytes: 1024, text: "1.0 KiB"), Case(bytes: 1_048_575, text: "1.0 MiB"),
    Case(bytes: 1_047_000, text: "1022.5 KiB"), Case(bytes: 1 << 30, text: "1.0 GiB"),
    Case(bytes: 1_288_490_189, text: "1.2 GiB"), Case(bytes: .max, text: "8.0 EiB"),
  ])
  func text(_ table: Case) {
    #expect(ByteCount.text(table.bytes) == table.text)
  }
}
