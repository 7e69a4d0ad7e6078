import Foundation
import SystemPackage
import TestSupport
import Testing

/// Every verb of the real program with one system call going wrong: it fails, or the process ends.
///
/// `PCOCC_TEST_ROUNDS` says at how many points of each verb, 2 where it is not set.
struct SystemCallTests {
  @Test(arguments: FaultTrial.all)
  func verb(_ trial: FaultTrial) throws {
    try withTemporaryFolder { folder in
      let stage = try FaultStage(in: folder)
      let calls = try stage.calls(of: trial)
      #expect(calls.count >= 5, "the trace shows too little")
      let points = calls.flatMap { call in call.faults.map { (call: call, fault: $0) } }
      let tried = spread(points, TestRounds.number(usually: 2))
      var violations = 0
      let began = ContinuousClock.now
      for point in tried {
        let problems = try problems(stage, trial, point)
        violations += problems.isEmpty ? 0 : 1
        #expect(problems == [], "\(trial.testDescription): \(point.call) \(point.fault)")
      }
      let time = Int((ContinuousClock.now - began) / .seconds(1))
      print(
        "\(trial.testDescription): \(calls.count) calls, \(tried.count) of \(points.count) points, "
          + "\(violations) violations, \(time) s")
    }
  }

  /// `count` of the elements, from all parts of the list.
  private func spread<Element>(_ elements: [Element], _ count: Int) -> [Element] {
    guard elements.count > count else { return elements }
    return (0..<count).map { elements[(2 * $0 + 1) * elements.count / (2 * count)] }
  }

  /// What does not hold after a fault.
  private func problems(
    _ stage: FaultStage, _ trial: FaultTrial, _ point: (call: SystemCall, fault: String)
  ) throws -> [String] {
    try stage.reset()
    let (result, trace) = try stage.run(trial, point)
    let isKilled = result.status == 137
    var problems: [String] = []
    if !isKilled, result.status > 128 { problems.append("ended with \(result.status)") }
    if result.status != 0, !isKilled,
      result.standardError.split(separator: "\n").last?.hasPrefix("pcocc image: ") != true
    {
      problems.append("said \"\(result.standardError)\"")
    }
    problems += try states(stage, trial, result.status)
    problems += try rules(stage, mayLeave: isKilled || trace.hitsCleaning)

    let again = try stage.pcocc.run(trial.arguments)
    let mayBeDone = isKilled || result.status == 0 || trial.mayBeDone
    if again.status != 0, !(mayBeDone && again.status == trial.again) {
      problems.append("ended with \(again.status) when run again: \(again.standardError)")
    }
    problems += try states(stage, trial, 0, after: result.status)
      .map { "\($0) after the second run" }
    problems += try rules(stage, mayLeave: isKilled || trace.hitsCleaning)
    return problems
  }

  /// Whether what was acknowledged is there, and nothing else.
  ///
  /// - Parameter first: how the run before this one ended; then only what the verb changes is looked at.
  private func states(
    _ stage: FaultStage, _ trial: FaultTrial, _ status: Int32, after first: Int32? = nil
  ) throws -> [String] {
    let onlyChanged = first != nil
    var problems: [String] = []
    var names: Set<String> = []
    func look(_ reference: String, _ file: String, _ allowed: Set<FaultStage.Presence>) throws {
      let found = try stage.presence(of: reference, file)
      if !allowed.contains(found) { problems.append("\(reference) is \(found)") }
      if found == .whole { names.insert(String(reference.prefix { $0 != "@" })) }
    }
    for (reference, file) in FaultTrial.acknowledged
    where reference != trial.removes && !onlyChanged {
      try look(reference, file, [.whole])
    }
    let isOpen = status == 137 || (status != 0 && trial.mayBeDone)
    let unfinished: Set<FaultStage.Presence> = isOpen ? [.absent, .whole] : []
    if let added = trial.adds {
      // A revision that was withdrawn has spent its number.
      let mayBeWithdrawn = first.map { $0 != 0 && $0 != 137 } ?? false
      let reference =
        mayBeWithdrawn ? String(added.reference.prefix { $0 != "@" }) : added.reference
      try look(reference, added.file, unfinished.union([status == 0 ? .whole : .absent]))
    }
    if let removed = trial.removes, let file = FaultTrial.acknowledged[removed] {
      try look(removed, file, unfinished.union([status == 0 ? .absent : .whole]))
    }
    if let written = trial.writes, status == 0 || stage.exists(written.output) {
      if !stage.isSame(written.output, written.file) { problems.append("the output is not whole") }
    }
    let list = try stage.pcocc.run("list", "-n", "-o", "repo,name")
    let listed = list.standardOutput.split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: ":")
    }
    if list.status != 0 || list.standardError != "" || (!onlyChanged && Set(listed) != names) {
      problems.append("list ended with \(list.status): \(listed) \(list.standardError)")
    }
    return problems
  }

  private func rules(_ stage: FaultStage, mayLeave: Bool) throws -> [String] {
    var problems = try FaultStage.folders.dropLast().flatMap { name in
      try RepositoryRules.violations(in: stage.pcocc.folder.appending(name)).map { "\(name)/\($0)" }
    }
    problems += try stage.hiddenOutputs().map { "out/\($0): is left behind" }
    return problems.filter { !mayLeave || !$0.hasSuffix("is left behind") }
  }
}

extension FaultStage {
  /// What is left of a file that was being written.
  fileprivate func hiddenOutputs() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: pcocc.folder.appending("out").string)
      .filter { $0.hasPrefix(".") }
  }
}
