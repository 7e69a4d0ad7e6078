import Foundation
import SystemPackage
import TestSupport
import Testing

/// Many processes at once on one repository, stopped and killed at random, with an oracle of what each
/// was told. A minute, or as many seconds as PCOCC_TEST_CROWD_SECONDS says.
@Suite struct CrowdTests {
  private static let seconds =
    Double(ProcessInfo.processInfo.environment["PCOCC_TEST_CROWD_SECONDS"] ?? "") ?? 60

  @Test func nothingAcknowledgedIsLost() throws {
    try withPcocc { pcocc in
      let crowd = try Crowd(pcocc, seconds: Self.seconds)
      let owners = (0..<3).map { CrowdOwner(crowd, number: $0) }
      let savers = (0..<2).map { CrowdSaver(crowd, number: $0) }
      var members: [@Sendable () throws -> Void] = owners.map { owner in { try owner.work() } }
      members += savers.map { saver in { try saver.work() } }
      members += [
        { try crowd.collect(grace: 1, retention: 2) },
        { try crowd.collect(grace: 2, retention: 1) },
        { try crowd.verify() }, { try crowd.read() }, { crowd.disturb() },
      ]
      let errors = CrowdErrors()
      // All at once, however few cores there are.
      let group = DispatchGroup()
      for member in members {
        group.enter()
        Thread.detachNewThread {
          do { try member() } catch { errors.add(error) }
          group.leave()
        }
      }
      group.wait()
      #expect(errors.all == [])
      for owner in owners { try owner.settle() }
      for saver in savers { try saver.settle() }
      // What was cut short is swept, and all that was promised is there.
      let sweep = try pcocc.run("repo", "gc", "--now", "--yes", "user")
      #expect(sweep.status == 0, "\(sweep.standardError)")
      let verification = try pcocc.run("verify")
      #expect(
        verification.status == 0, "\(verification.standardOutput)\(verification.standardError)")
      #expect(try pcocc.run("list").status == 0)
      for owner in owners { try owner.settle() }
      for saver in savers { try saver.settle() }
      #expect(pcocc.leftovers == [])
      #expect(crowd.violations == [])
      #expect(crowd.tally.acknowledged > 0 && crowd.tally.kills > 0)
      print(
        "crowd: \(Int(Self.seconds)) s, \(crowd.tally.acknowledged) operations acknowledged,",
        "\(crowd.tally.failed) failed, \(crowd.tally.kills) processes killed,",
        "\(crowd.tally.stops) stopped for a while, \(crowd.violations.count) violations")
    }
  }
}
