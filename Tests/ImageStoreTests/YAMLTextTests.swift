import Testing
import Yams

@testable import ImageStore

@Suite struct YAMLTextTests {
  struct Bad: Sendable {
    var text: String
    var line: Int?
    var explanation: String
  }

  @Test(arguments: [
    Bad(text: "a: 1\nb: [", line: 3, explanation: "did not find expected node content"),
    Bad(
      text: "a: 1\n\tb: 2", line: 2, explanation: "found a tab character that violates indentation"),
    Bad(text: "a: 1\n---\nb: 2", line: 2, explanation: "but found another document"),
    Bad(text: "a: 1\nb: 2\na: 3", line: 1, explanation: "the key \"a\" appears twice"),
    Bad(text: "a: *b", line: 1, explanation: "found undefined alias"),
    Bad(
      text: "a: 1\nb: \u{7}", line: 2, explanation: "control characters are not allowed"),
  ])
  func aBadTextIsRefusedWithItsLine(bad: Bad) throws {
    let problem = #expect(throws: YAMLText.Problem.self) { try YAMLText.compose(bad.text) }
    #expect(problem?.line == bad.line)
    #expect(problem?.explanation == bad.explanation)
  }

  @Test(arguments: ["[", "{a: ", "- "])
  func aTextThatIsNestedWithoutEndIsRefused(opening: String) {
    let problem = #expect(throws: YAMLText.Problem.self) {
      try YAMLText.compose(String(repeating: opening, count: 100_000))
    }
    #expect(problem?.line == 1)
  }

  @Test func aliasesThatMultiplyAreRefusedBeforeTheyDo() {
    var text = "a0: &a0 [x]\n"
    for level in 1...30 { text += "a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]\n" }
    let problem = #expect(throws: YAMLText.Problem.self) {
      try YAMLText.compose(text + "? *a30\n: x\n")
    }
    #expect(problem?.explanation == "it has more than 16 aliases")
  }

  @Test func anAliasStandsForItsNodeAndOtherAsterisksForThemselves() throws {
    let stars = String(repeating: "# *** stars * and *.yaml ***\n", count: 100)
    let node = try #require(try YAMLText.compose(stars + "a: &x text\nb: *x\n"))
    #expect(node["b"]?.scalar?.string == "text")
  }

  @Test(arguments: ["", "# nothing\n"])
  func aTextWithoutADocumentIsNone(text: String) throws {
    #expect(try YAMLText.compose(text) == nil)
  }
}
