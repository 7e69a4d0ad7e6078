import FileSupport
import Testing

@testable import ImageStore

@Suite struct ImageNameTests {
  @Test(arguments: [
    "a", "A", "0", "_", "_.-", "centos7", "CentOS-7.9_x86.64", "a..b",
    String(repeating: "n", count: 200),
  ])
  func aNameIsKeptAsItIs(text: String) throws {
    #expect(try ImageName(text).description == text)
    #expect(try RepositoryName(text).description == text)
    #expect(ImageName(validating: text)?.description == text)
  }

  struct Bad: Sendable {
    var text: String
    var problem: String
  }

  @Test(arguments: [
    Bad(text: "", problem: "it is empty"),
    Bad(text: ".", problem: "it begins with \".\""),
    Bad(text: "..", problem: "it begins with \".\""),
    Bad(text: ".hidden", problem: "it begins with \".\""),
    Bad(text: "-t", problem: "it begins with \"-\""),
    Bad(text: "a b", problem: "\" \" cannot be part of it"),
    Bad(text: "a/b", problem: "\"/\" cannot be part of it"),
    Bad(text: "a@b", problem: "\"@\" cannot be part of it"),
    Bad(text: "a:b", problem: "\":\" cannot be part of it"),
    Bad(text: "a\n", problem: "\"\\u{a}\" cannot be part of it"),
    Bad(text: "a\0", problem: "\"\\u{0}\" cannot be part of it"),
    Bad(text: "été", problem: "\"é\" cannot be part of it"),
    Bad(text: "a\u{301}", problem: "\"\u{301}\" cannot be part of it"),
    Bad(text: "٣", problem: "\"٣\" cannot be part of it"),
    Bad(text: String(repeating: "n", count: 201), problem: "it is longer than 200 bytes"),
  ])
  func aBadNameIsRefusedWithTheReason(bad: Bad) {
    let shown = bad.text.escapingControlCharacters
    let advice = "names are made of letters, digits, \"_\", \"-\" and \".\""
    let image = #expect(throws: PcoccError.self) { try ImageName(bad.text) }
    #expect(image?.code == .usage)
    #expect(image?.description == "bad image name \"\(shown)\": \(bad.problem); \(advice)")
    let repository = #expect(throws: PcoccError.self) { try RepositoryName(bad.text) }
    #expect(repository?.code == .usage)
    #expect(
      repository?.description == "bad repository name \"\(shown)\": \(bad.problem); \(advice)")
    #expect(ImageName(validating: bad.text) == nil)
  }

  @Test func namesAreSortedByCodePoint() throws {
    let names = try ["b", "a", "_", "B", "a.b", "a-b", "ab", "2", "10"].map { try ImageName($0) }
    #expect(
      names.sorted().map(\.description) == ["10", "2", "B", "_", "a", "a-b", "a.b", "ab", "b"])
  }
}
