import Testing

@testable import ImageStore

@Suite struct DigestTests {
  private let hex = "00ff" + String(repeating: "5a", count: 30)

  @Test func aDigestIsMadeOfItsDigitsOrItsBytes() throws {
    let digest = try #require(Digest(hex: hex))
    #expect(digest.description == hex)
    #expect(digest.folder == "00")
    #expect(Digest([0x00, 0xff] + [UInt8](repeating: 0x5a, count: 30)) == digest)
  }

  @Test(arguments: [
    "", String(repeating: "a", count: 63), String(repeating: "a", count: 65),
    String(repeating: "A", count: 64), String(repeating: "g", count: 64),
    "../" + String(repeating: "a", count: 61), String(repeating: "é", count: 32),
  ])
  func anythingElseIsNoDigest(text: String) {
    #expect(Digest(hex: text) == nil)
  }

  @Test func aPrefixMatchesWhatBeginsWithIt() throws {
    let digest = try #require(Digest(hex: hex))
    for length in [8, 9, 64] {
      #expect(try #require(DigestPrefix(String(hex.prefix(length)))).matches(digest))
    }
    #expect(try #require(DigestPrefix("00FF5A5A")).matches(digest))
    #expect(DigestPrefix("00FF5A5A")?.description == "00ff5a5a")
    #expect(try #require(DigestPrefix("00ff5a5b")).matches(digest) == false)
    #expect(try #require(DigestPrefix("5a5a5a5a")).matches(digest) == false)
  }

  @Test(arguments: ["", "00ff5a5", "00ff5a5g", "00ff 5a5a", String(repeating: "a", count: 65)])
  func aPrefixHasEightToSixtyFourDigits(text: String) {
    #expect(DigestPrefix(text) == nil)
  }
}
