import FileSupport
import Testing

@Suite struct EscapingTests {
  struct Case: Sendable {
    var text: String
    var shown: String
  }

  @Test(arguments: [
    Case(text: "plain name-1.2", shown: "plain name-1.2"),
    Case(text: "größe 图", shown: "größe 图"),
    Case(text: "a\u{1b}[31mb", shown: "a\\u{1b}[31mb"),
    Case(text: "two\nlines\t", shown: "two\\u{a}lines\\u{9}"),
    Case(text: "right\u{202e}left", shown: "right\\u{202e}left"),
  ])
  func controlCharactersAreShown(_ example: Case) {
    #expect(example.text.escapingControlCharacters == example.shown)
  }
}
