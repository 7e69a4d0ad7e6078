import Foundation
import TestSupport
import Testing

/// The manual for users of clouds: each of its lines does what it is said to do.
struct CloudUsersTests {
  @Test func eachLineIsExpectedToDoSomething() throws {
    let lines = Set(try CloudUsersPage().lines.map(\.text))
    let expected = CloudUsersExpectation.all.map(\.line)
    #expect(lines.subtracting(expected) == [], "the page has lines that are not tested")
    #expect(Set(expected).subtracting(lines) == [], "the page does not have what is tested")
    #expect(Set(expected).count == expected.count)
    #expect(lines.count > 100)
  }

  @Test(.enabled(if: TrialUser.canBeTried, TrialUser.need)) func eachLineDoesIt() throws {
    let expectations = Dictionary(
      CloudUsersExpectation.all.map { ($0.line, $0) }, uniquingKeysWith: { $1 })
    try CloudUsersTrial.with { trial in
      var seen: Set<String> = []
      for line in try CloudUsersPage().lines
      where seen.insert(line.text).inserted || !line.onlyLists {
        let result = try trial.run(line.text, as: line.user)
        let said = result.standardOutput + result.standardError
        #expect(result.status == line.exitStatus, "\(line.text): \(said)")
        guard let expectation = expectations[line.text] else { continue }
        for text in expectation.shows {
          #expect(said.contains(trial.withNames(text)), "\(line.text): \(said)")
        }
        for text in expectation.hides {
          #expect(!said.contains(trial.withNames(text)), "\(line.text): \(said)")
        }
        if let then = expectation.then {
          let result = try trial.run(then, on: result.standardOutput)
          #expect(
            result.status == 0, "\(line.text), then \(then): \(said)\(result.standardError)")
        }
      }
    }
  }
}
