import Testing

@testable import PcoccCommands

struct AlignedTableTests {
  private static let table = AlignedTable(
    headings: ["NAME", "OWNER", "DESCRIPTION", "DATE"],
    rows: [
      ["centos7", "ada", "日本語の説明 and more of it", "2024-05-01 14:00:00 +02:00"],
      ["a-longer-name", "bob\u{1b}[2J", "short", "2024-05-01 14:00:00 +02:00"],
    ], shortest: [nil, nil, 12, 11])

  private func lines(_ width: Int?, ellipsis: String = "…") -> [String] {
    Self.table.text(on: Screen(width: width, ellipsis: ellipsis))
      .split(separator: "\n").map(String.init)
  }

  @Test func wholeWhereItIsNoTerminal() {
    #expect(
      lines(nil).dropFirst(2) == [
        "centos7          ada             日本語の説明 and more of it    2024-05-01 14:00:00 +02:00",
        "a-longer-name    bob\\u{1b}[2J    short                          2024-05-01 14:00:00 +02:00",
      ])
  }

  @Test func fewerBlanksFirst() {
    let whole = lines(nil).map(\.displayWidth).max() ?? 0
    #expect(lines(whole) == lines(nil))
    let narrower = lines(whole - 1)
    #expect(narrower[2].hasPrefix("centos7        ada           日本語の説明 and more of it  2024"))
    #expect(!narrower.joined().contains("…"))
  }

  @Test(arguments: [65, 66, 70, 72, 80, 86])
  func fitsByCuttingTheLastColumnsFirst(_ width: Int) {
    let lines = lines(width)
    #expect(lines.allSatisfy { $0.displayWidth <= width })
    #expect(lines[2].contains("centos7"))
    #expect(lines[3].contains("a-longer-name  bob\\u{1b}[2J  short"))
    #expect(lines[2].contains("日本語の説明 and more of it") == (width >= 67))
    #expect(lines[3].contains("2024-05-01…") == (width < 67) || lines[3].contains("…"))
  }

  /// Where even that is not enough, the terminal wraps the lines.
  @Test func namesAreNeverCut() {
    for line in lines(10).dropFirst(2) {
      #expect(line.hasSuffix("2024-05-01…"))
      #expect(line.contains("centos7") || line.contains("a-longer-name"))
    }
    #expect(lines(10, ellipsis: "...")[3].hasSuffix("2024-05-..."))
  }

  @Test func colorsTakeNoRoom() {
    let table = AlignedTable(
      headings: ["A", "B"], rows: [["ok", "x"], ["failed", "y"]],
      tones: [[.good, nil], [.bad, nil]])
    #expect(
      table.text(on: Screen(hasColor: true)) == """
        A         B
        -         -
        \u{1b}[32mok\u{1b}[0m        x
        \u{1b}[31mfailed\u{1b}[0m    y

        """)
    #expect(!table.text(on: .none).contains("\u{1b}"))
  }

  /// One very long value widens no other line, and is whole all the same.
  @Test(arguments: [nil, 80])
  func aVeryLongCellSticksOut(_ width: Int?) {
    let long = String(repeating: "x", count: 100_000)
    let table = AlignedTable(headings: ["A", "B"], rows: [["ab", "c"], [long, "d"]])
    let gap = String(repeating: " ", count: 4)
    #expect(
      table.text(on: Screen(width: width))
        == "A \(gap)B\n- \(gap)-\nab\(gap)c\n\(long)\(gap)d\n")
  }
}
