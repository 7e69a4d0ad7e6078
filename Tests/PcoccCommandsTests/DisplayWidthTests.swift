import Testing

@testable import PcoccCommands

struct DisplayWidthTests {
  struct Case: Sendable {
    var text: String
    var width: Int
  }

  @Test(arguments: [
    Case(text: "", width: 0), Case(text: "centos7", width: 7), Case(text: "é", width: 1),
    Case(text: "e\u{301}", width: 1), Case(text: "日本語", width: 6), Case(text: "ｆｕｌｌ", width: 8),
    Case(text: "한글", width: 4), Case(text: "\u{1112}\u{1161}\u{11ab}", width: 2),
    Case(text: "😀!", width: 3), Case(text: "½ €", width: 3), Case(text: "\u{20000}", width: 2),
    Case(text: "ab\u{20dd}", width: 2), Case(text: "\u{3042}\u{3099}", width: 2),
  ])
  func ofText(_ table: Case) {
    #expect(table.text.displayWidth == table.width)
  }

  @Test(arguments: [
    Case(text: "日本語の", width: 8), Case(text: "日本語…", width: 7), Case(text: "日本…", width: 6),
    Case(text: "日本…", width: 5), Case(text: "日…", width: 4), Case(text: "…", width: 2),
    Case(text: "…", width: 1),
  ])
  func shortened(_ table: Case) {
    let short = "日本語の".shortened(to: table.width, ellipsis: "…")
    #expect(short == table.text)
    #expect(short.displayWidth <= table.width)
  }

  @Test func lettersKeepTheirAccents() {
    #expect("ae\u{301}x".shortened(to: 2, ellipsis: "…") == "a…")
    #expect("ae\u{301}x".fitting(2) == "ae\u{301}")
    #expect("日".padded(to: 4) == "日  ")
  }
}
