import Dispatch
import FileSupport
import Synchronization
import SystemPackage

/// Runs processes of one schedule: exactly one at a time, and who goes on is decided by the dice
/// before each call of a file system. The same seed makes the same schedule.
///
/// All state belongs to whoever has the turn; handing it over is what makes it visible.
final class Simulation: @unchecked Sendable {
  let server: Server
  var dice: Dice
  var processes: [SimulatedProcess] = []
  /// How probable it is that another process goes on.
  var restlessness = 0.1
  /// How probable it is that the answer to a change is lost on a node that reaches the server by NFS.
  var loss = 0.0
  /// Calls made by all processes.
  private(set) var calls = 0
  /// Whether only the caller is there: no turns, no faults.
  var isQuiet = true
  /// What happened, where that is asked for.
  var trace: [String]?

  private let hasEnded = DispatchSemaphore(value: 0)

  init(_ disk: SharedDisk, dice: Dice, isTraced: Bool = false) {
    server = Server(disk)
    self.dice = dice
    trace = isTraced ? [] : nil
  }

  /// Runs all processes to their ends.
  ///
  /// - Parameter body: the work of one.
  func run(on pool: ThreadPool, _ body: @escaping @Sendable (SimulatedProcess) -> Void) {
    isQuiet = false
    for (process, seat) in zip(processes, pool.seats) {
      process.seat = seat
      pool.assign(to: seat) { [self] in
        body(process)
        process.hasEnded = true
        note(process, "ends")
        if let next = nextProcess(after: nil) {
          next.seat?.turn.signal()
        } else {
          hasEnded.signal()
        }
      }
    }
    nextProcess(after: nil)?.seat?.turn.signal()
    hasEnded.wait()
    isQuiet = true
  }

  /// Waits for the next turn of a process that is about to make a call; throws where it has been
  /// killed.
  func takeTurn(_ process: SimulatedProcess, isChange: Bool) throws {
    if process.isKilled { throw ProcessKilled() }
    server.disk.now += 0.001
    if isQuiet { return }
    calls += 1
    process.calls += 1
    meet(process.events[.call(process.calls)], process)
    if isChange {
      process.changes += 1
      meet(process.events[.change(process.changes)], process)
    }
    if process.isKilled { throw ProcessKilled() }
    pass(from: process)
  }

  /// Hands the turn to whoever goes on, and waits for the next one.
  private func pass(from process: SimulatedProcess) {
    guard let next = nextProcess(after: process), next !== process else { return }
    next.seat?.turn.signal()
    process.seat?.turn.wait()
  }

  /// Lets a process wait, as a job does between two looks.
  func sleep(_ process: SimulatedProcess, _ seconds: Double) throws {
    process.wakeUp = max(process.wakeUp, server.disk.now) + seconds
    try takeTurn(process, isChange: false)
  }

  /// Lets the change that a process makes be on its way, if that takes long.
  func deliver(_ process: SimulatedProcess) {
    guard let seconds = process.delay else { return }
    process.delay = nil
    process.wakeUp = server.disk.now + seconds
    note(process, "'s change is on its way for \(Int(seconds)) s")
    pass(from: process)
  }

  private func meet(_ event: SimulatedProcess.Event?, _ process: SimulatedProcess) {
    switch event {
    case nil: break
    case .killed:
      process.isKilled = true
      note(process, "is killed")
    case .asleep(let seconds):
      process.wakeUp = server.disk.now + seconds
      note(process, "sleeps \(Int(seconds)) s")
    case .delayed(let seconds): process.delay = seconds
    }
  }

  /// Who goes on; time passes where everybody sleeps. nil where all have ended.
  private func nextProcess(after current: SimulatedProcess?) -> SimulatedProcess? {
    var ready: [SimulatedProcess] = []
    var first: SimulatedProcess?
    for process in processes where !process.hasEnded {
      if process.wakeUp <= server.disk.now { ready.append(process) }
      if first.map({ process.wakeUp < $0.wakeUp }) ?? true { first = process }
    }
    guard let first else { return nil }
    if ready.isEmpty {
      server.disk.now = first.wakeUp
      return first
    }
    if let current, current.wakeUp <= server.disk.now, !dice.chance(restlessness) {
      return current
    }
    return dice.pick(ready)
  }

  /// What becomes of the answer to a change.
  func reply(to process: SimulatedProcess) -> Delivery.Answer {
    guard !isQuiet, loss > 0, process.node.memory != .none, dice.chance(loss) else {
      return .received
    }
    let reply: Delivery.Answer = dice.chance(0.5) ? .repeated : .lost
    note(process, "loses the answer (\(reply))")
    return reply
  }

  func note(_ process: SimulatedProcess, _ text: @autoclosure () -> String) {
    guard trace != nil else { return }
    let time = String(format(server.disk.now - Scenario.start))
    trace?.append("\(time) \(process.label): \(text())")
  }

  private func format(_ seconds: Double) -> String {
    let whole = Int(seconds)
    let thousandths = Int((seconds - Double(whole)) * 1000)
    return
      "\(whole / 86400)d\(whole % 86400 / 3600)h\(whole % 3600 / 60)m\(whole % 60).\(thousandths)s"
  }
}
