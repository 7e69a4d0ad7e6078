import Foundation
import Testing

@testable import ImageStore

struct JSONParsingTests {
  static let sound = [
    "null", " true ", "false", "0", "-0", "12", "-12", "9223372036854775807", "1.5", "-1e3", "1E-2",
    "\"\"", "\"a\"", "\"ä€😀\"", "\"\\u00e4\\ud83d\\ude00\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
    "[]", "[ ]", "[1, [2, []], {}]", "{}", "{\"a\": 1, \"b\": {\"c\": [null]}}",
    "{ \"a\" :\t1 ,\n\"ä\": \"x\" }",
  ]

  /// Foundation's own decoder is the oracle.
  @Test(arguments: sound) func readsWhatIsJSON(_ text: String) throws {
    let expected = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    #expect(JSONValue(parsing: Array(text.utf8)).map { isSame($0, expected) } == true)
  }

  static let malformed = [
    "", " ", "nul", "nulll", "tru", "01", "-", "+1", "1.", ".5", "1e", "1e+", "0x1", "1 2", "NaN",
    "\"", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\ud800\\u0041\"",
    "\"\\udc00\"", "\"\n\"", "\"\u{0}\"", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{",
    "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{\"a\" 1}", "{1:1}",
    "'a'",
    "// x\n1", "\u{feff}1",
  ]

  @Test(arguments: malformed) func refusesWhatIsNot(_ text: String) {
    #expect(JSONValue(parsing: Array(text.utf8)) == nil)
  }

  @Test func refusesWhatIsNoUTF8() {
    for bytes: [UInt8] in [
      [0x22, 0xff, 0x22], [0x22, 0xc3, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22],
    ] {
      #expect(JSONValue(parsing: bytes) == nil)
    }
  }

  @Test func nestingIsBounded() {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(JSONValue(parsing: nested(100)) != nil)
    #expect(JSONValue(parsing: nested(1_000_000)) == nil)
  }

  @Test func anyChangeOfAByteIsReadOrRefused() {
    let sound = Array("{\"a\": [1, -2.5e3, \"x\\u00e4\\n\"], \"b\": {\"c\": null}}".utf8)
    for index in sound.indices {
      for byte in UInt8.min...UInt8.max {
        var bytes = sound
        bytes[index] = byte
        let mine = JSONValue(parsing: bytes)
        let oracle = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        guard let mine else { continue }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(oracle != nil, "\(text)")
        // Of two members with one name either may be taken.
        let isDoubled = text.matches(of: #/"a"/#).count == 2 || text.matches(of: #/"b"/#).count == 2
        #expect(oracle.map { isSame(mine, $0) } == true || isDoubled, "\(text)")
      }
    }
  }

  /// Foundation takes whole numbers with a fraction or an exponent for integers.
  private func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
    switch (left, right) {
    case (.number(let left), .integer(let right)): return left == Double(right)
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy(isSame)
    case (.object(let left), .object(let right)):
      return left.count == right.count
        && left.allSatisfy { key, value in right[key].map { isSame(value, $0) } == true }
    default: return left == right
    }
  }
}
