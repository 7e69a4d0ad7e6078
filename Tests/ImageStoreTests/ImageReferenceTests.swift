import FileSupport
import Testing

@testable import ImageStore

@Suite struct ImageReferenceTests {
  struct Good: Sendable {
    var text: String
    var repository: String?
    var image: String
    var selector: String = "latest"
  }

  @Test(arguments: [
    Good(text: "centos7", image: "centos7"),
    Good(text: "centos7@0", image: "centos7", selector: "revision 0"),
    Good(text: "user:centos7", repository: "user", image: "centos7"),
    Good(text: "user:centos7@12", repository: "user", image: "centos7", selector: "revision 12"),
    Good(text: "box@sha256:0123abcd", image: "box", selector: "digest 0123abcd"),
    Good(
      text: "user:box@sha256:0123abcd", repository: "user", image: "box",
      selector: "digest 0123abcd"),
    Good(text: "sha256:0123abcd", repository: "sha256", image: "0123abcd"),
    Good(text: "sha256", image: "sha256"),
    Good(text: "a.b:c-d_e", repository: "a.b", image: "c-d_e"),
  ])
  func aReferenceIsTakenApartAndPutTogether(good: Good) throws {
    let reference = try ImageReference(good.text)
    #expect(reference.repository?.description == good.repository)
    #expect(reference.image.description == good.image)
    let selector =
      switch reference.selector {
      case .latest: "latest"
      case .revision(let revision): "revision \(revision)"
      case .digest(let prefix): "digest \(prefix)"
      }
    #expect(selector == good.selector)
    #expect(reference.description == good.text)
  }

  @Test func aDigestIsShownInLowerCase() throws {
    #expect(try ImageReference("a@sha256:0123ABCD").description == "a@sha256:0123abcd")
  }

  struct Bad: Sendable {
    var text: String
    var message: String
    var advice: String
  }

  private static let names = "names are made of letters, digits, \"_\", \"-\" and \".\""
  private static let revisions = "revisions are whole numbers from 0"
  private static let digests = "after sha256: come 8 to 64 hexadecimal digits"

  @Test(arguments: [
    Bad(text: "", message: "bad image name \"\": it is empty", advice: names),
    Bad(text: "user:", message: "bad image name \"\": it is empty", advice: names),
    Bad(text: "@1", message: "bad image name \"\": it is empty", advice: names),
    Bad(text: ":box", message: "bad repository name \"\": it is empty", advice: names),
    Bad(
      text: "a b", message: "bad image name \"a b\": \" \" cannot be part of it", advice: names),
    Bad(
      text: "a:b:c", message: "bad image name \"b:c\": \":\" cannot be part of it",
      advice: names),
    Bad(
      text: "../r:box@1", message: "bad repository name \"../r\": it begins with \".\"",
      advice: names),
    Bad(text: "box@", message: "bad revision \"\"", advice: revisions),
    Bad(text: "box@latest", message: "bad revision \"latest\"", advice: revisions),
    Bad(text: "box@1@2", message: "bad revision \"1@2\"", advice: revisions),
    Bad(text: "box@-1", message: "bad revision \"-1\"", advice: revisions),
    Bad(text: "box@01", message: "bad revision \"01\"", advice: revisions),
    Bad(text: "box@md5:0123abcd", message: "bad revision \"md5:0123abcd\"", advice: revisions),
    Bad(text: "box@sha256:", message: "bad digest \"sha256:\"", advice: digests),
    Bad(text: "box@sha256:0123abc", message: "bad digest \"sha256:0123abc\"", advice: digests),
    Bad(text: "box@sha256:0123abcx", message: "bad digest \"sha256:0123abcx\"", advice: digests),
  ])
  func aBadReferenceIsRefusedWithTheForm(bad: Bad) {
    let error = #expect(throws: PcoccError.self) { try ImageReference(bad.text) }
    #expect(error?.code == .usage)
    #expect(
      error?.description
        == "\(bad.message), in \"\(bad.text)\"; expected [REPO:]IMAGE[@REVISION]; \(bad.advice)")
  }
}
