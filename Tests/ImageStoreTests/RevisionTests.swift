import FileSupport
import Testing

@testable import ImageStore

@Suite struct RevisionTests {
  struct Good: Sendable {
    var text: String
    var number: Int
  }

  @Test(arguments: [
    Good(text: "0", number: 0), Good(text: "12", number: 12),
    Good(text: "9223372036854775807", number: .max),
  ])
  func aWholeNumberIsARevision(good: Good) throws {
    let revision = try Revision(good.text)
    #expect(revision.number == good.number)
    #expect(revision.description == good.text)
    #expect(Revision(validating: good.text) == revision)
  }

  @Test(arguments: [
    "", "-1", "+1", "-0", "01", "00", " 1", "1 ", "1.0", "0x1", "1e3", "x", "٣",
    "9223372036854775808", "99999999999999999999999",
  ])
  func anythingElseIsRefused(text: String) {
    let error = #expect(throws: PcoccError.self) { try Revision(text) }
    #expect(error?.code == .usage)
    #expect(
      error?.description == "bad revision \"\(text)\"; revisions are whole numbers from 0")
    #expect(Revision(validating: text) == nil)
  }

  @Test func numbersAreBoundedOnBothSides() throws {
    #expect(Revision(-1) == nil)
    #expect(Revision.first.next == Revision(1))
    #expect(try #require(Revision(.max)).next == nil)
    #expect(try Revision("9") < Revision("10"))
  }
}
