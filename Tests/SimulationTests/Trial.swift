import FileSupport
import SystemPackage

@testable import ImageStore

/// Runs the schedule of one seed and judges what is left.
struct Trial {
  /// What a process is given instead of its own file system.
  typealias Sabotage = @Sendable (Schedule.Task, SimulatedFiles) -> any FileSystem

  let seed: UInt64
  var isTraced = false
  /// What the schedule may begin with.
  var disks = Scenario.disks
  var sabotage: Sabotage?

  /// - Returns: what happened, and what was seen where that was asked for.
  func run(on pool: ThreadPool) -> (outcome: Outcome, trace: [String]) {
    let schedule = Schedule(seed: seed, disks: disks, isTraced: isTraced)
    let simulation = schedule.simulation
    let history = Scenario.history()
    let before = history.operations.count
    simulation.run(on: pool) { [sabotage] process in
      for task in schedule.tasks[process.number] {
        var work = Work(process, history)
        if let sabotage { work.files = sabotage(task, SimulatedFiles(process)) }
        do {
          simulation.note(process, "begins to \(task)")
          try Self.perform(task, work)
        } catch {
          simulation.note(process, "fails: \(error)")
          if process.isKilled { break }
        }
      }
    }
    Judge(simulation, history).judge()
    var outcome = Outcome(
      schedules: 1, operations: history.operations.count - before,
      acknowledged: history.operations.dropFirst(before).count { !$0.acknowledged.isEmpty },
      calls: simulation.calls)
    if !history.violations.isEmpty { outcome.violations = [(seed, history.violations)] }
    return (outcome, simulation.trace ?? [])
  }

  private static func perform(_ task: Schedule.Task, _ work: Work) throws {
    switch task {
    case .publishImage(let name, let texts): try work.publish(name, texts, isNew: true)
    case .publishRevision(let name, let texts): try work.publish(name, texts, isNew: false)
    case .copy(let source, let name): try work.copy(source, to: name)
    case .delete(let name): try work.delete(name)
    case .undelete(let name): try work.undelete(name)
    case .read: try work.read()
    case .lease(let name): try work.lease(name)
    case .collect(let policy): try work.collect(policy)
    }
  }
}
