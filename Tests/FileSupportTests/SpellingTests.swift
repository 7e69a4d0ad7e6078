import FileSupport
import Testing

struct SpellingTests {
  struct Case: Sendable {
    var text: String
    var nearest: String?
  }

  private static let names = ["alpine", "centos7", "centos7-cloud", "debian-12", "list", "user"]

  @Test(arguments: [
    Case(text: "centos8", nearest: "centos7"), Case(text: "cetnos7", nearest: "centos7"),
    Case(text: "CentOS7", nearest: "centos7"), Case(text: "entos7", nearest: "centos7"),
    Case(text: "centtos7", nearest: "centos7"),
    Case(text: "centos7-clud", nearest: "centos7-cloud"),
    Case(text: "lst", nearest: "list"), Case(text: "usr", nearest: "user"),
    Case(text: "debain12", nearest: "debian-12"), Case(text: "ubuntu", nearest: nil),
    Case(text: "ls", nearest: nil), Case(text: "x", nearest: nil), Case(text: "", nearest: nil),
    Case(text: "alpine", nearest: nil), Case(text: "fedora", nearest: nil),
  ])
  func finds(_ table: Case) {
    #expect(Spelling.nearest(to: table.text, among: Self.names) == table.nearest)
  }

  @Test func theNearestAndThenTheFirstWins() {
    #expect(Spelling.nearest(to: "image1x", among: ["image23", "image2x", "image3x"]) == "image2x")
    #expect(Spelling.nearest(to: "image1", among: ["image3", "image2"]) == "image3")
  }

  /// The band around the diagonal gives what the whole matrix gives.
  @Test func agreesWithThePlainDefinition() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let words = (0..<2).map { _ in
        String(
          (0..<Int.random(in: 3...9, using: &random)).map { _ in "abc".randomElement() ?? "a" })
      }
      let limit = min(3, max(1, words[0].count / 3))
      let distance = Self.distance(Array(words[0]), Array(words[1]))
      let isNear = words[0] != words[1] && distance <= limit
      #expect(
        (Spelling.nearest(to: words[0], among: [words[1]]) != nil) == isNear, "\(words) \(distance)"
      )
    }
  }

  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var table = (0...left.count).map { row in
      (0...right.count).map { row == 0 ? $0 : $0 == 0 ? row : 0 }
    }
    for row in left.indices.map({ $0 + 1 }) {
      for column in right.indices.map({ $0 + 1 }) {
        let cost = left[row - 1] == right[column - 1] ? 0 : 1
        table[row][column] = min(
          table[row - 1][column] + 1, table[row][column - 1] + 1, table[row - 1][column - 1] + cost)
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
        }
      }
    }
    return table[left.count][right.count]
  }
}
