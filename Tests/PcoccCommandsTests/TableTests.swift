import Testing

@testable import PcoccCommands

@Suite struct TableTests {
  /// With a combining mark behind it a separator is no character of its own, but still one to a program.
  @Test func separatorsAreFoundBehindMarks() {
    let table = Table(headings: nil, rows: [["a|\u{301}b", "c"]])
    #expect(table.parsable == "a\\u{7c}\u{301}b|c\n")
    let quoted = Table(headings: nil, rows: [["a,\u{301}b", "c\"\u{301}d", "e"]])
    #expect(quoted.commaSeparated == "\"a,\u{301}b\",\"c\"\"\u{301}d\",e\n")
  }
}
