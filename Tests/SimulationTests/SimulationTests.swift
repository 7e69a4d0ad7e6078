import Foundation
import Synchronization
import TestSupport
import Testing

/// The store on a shared file system of several nodes, under schedules that dice decide.
///
/// `SEED=…` replays one schedule and prints what happens in it; `PCOCC_TEST_ROUNDS` says how many there
/// are. Without optimization a schedule takes twenty times as long, so `scripts/simulate` does the
/// work and the other runs only look whether the simulation itself is in order.
@Suite struct SimulationTests {
  private static let environment = ProcessInfo.processInfo.environment

  @Test func nothingAcknowledgedIsLost() throws {
    if let seed = Self.environment["SEED"].flatMap(UInt64.init) { return replay(seed) }
    let rounds = TestRounds.number(usually: 200)
    let start = ContinuousClock.now
    let outcome = run(seeds: 1...UInt64(rounds))
    print(
      """
      simulation: \(outcome.schedules) schedules, \(outcome.operations) operations \
      (\(outcome.acknowledged) acknowledged), \(outcome.calls) file-system calls, \
      \(outcome.violations.count) violations, \(ContinuousClock.now - start)
      """)
    for violation in outcome.violations.sorted(by: { $0.seed < $1.seed }).prefix(10) {
      Issue.record("SEED=\(violation.seed): \(violation.what.joined(separator: "; "))")
    }
    if let first = outcome.violations.min(by: { $0.seed < $1.seed }) { replay(first.seed) }
  }

  private static let isOptimized = environment["PCOCC_SIMULATION"] != nil

  @Test(.enabled(if: isOptimized)) func withoutTheSecondLookForBlobsSomethingIsLost() {
    let found = roundsUntilLoss { task, files in
      switch task {
      case .publishImage, .publishRevision, .copy: BlindFiles(files)
      default: files
      }
    }
    print("simulation: without the second look, a loss after \(found) schedules")
    #expect(found < 20_000)
  }

  @Test(.enabled(if: isOptimized)) func withOneTrashForAllCollectorsSomethingIsLost() {
    let found = roundsUntilLoss(Array(Scenario.disks.suffix(1))) { task, files in
      if case .collect = task { SharedTrashFiles(files) } else { files }
    }
    print("simulation: with one trash for all collectors, a loss after \(found) schedules")
    #expect(found < 20_000)
  }

  /// The first schedule after which something acknowledged is lost.
  private func roundsUntilLoss(
    _ disks: [SharedDisk] = Scenario.disks, _ sabotage: @escaping Trial.Sabotage
  ) -> UInt64 {
    let step: UInt64 = 500
    for start in stride(from: UInt64(1), to: 20_000, by: Int(step)) {
      let violations = run(seeds: start...(start + step - 1), disks, sabotage).violations
      let losses = violations.filter { $0.what.contains { $0.contains("lost") } }
      if let first = losses.map(\.seed).min() { return first }
    }
    return .max
  }

  private func replay(_ seed: UInt64) {
    let pool = ThreadPool(count: 8)
    defer { pool.end() }
    let (outcome, trace) = Trial(seed: seed, isTraced: true).run(on: pool)
    print(trace.joined(separator: "\n"))
    for violation in outcome.violations {
      Issue.record("SEED=\(seed): \(violation.what.joined(separator: "; "))")
    }
  }

  /// Runs the schedules of all seeds, on all processors.
  private func run(
    seeds: ClosedRange<UInt64>, _ disks: [SharedDisk] = Scenario.disks,
    _ sabotage: Trial.Sabotage? = nil
  ) -> Outcome {
    _ = Scenario.disks
    let total = Mutex(Outcome())
    let next = Atomic(seeds.lowerBound)
    DispatchQueue.concurrentPerform(iterations: ProcessInfo.processInfo.activeProcessorCount) { _ in
      let pool = ThreadPool(count: 8)
      defer { pool.end() }
      var own = Outcome()
      while true {
        let seed = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard seed <= seeds.upperBound else { break }
        own += Trial(seed: seed, disks: disks, sabotage: sabotage).run(on: pool).outcome
      }
      total.withLock { $0 += own }
    }
    return total.withLock { $0 }
  }
}
