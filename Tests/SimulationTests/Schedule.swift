import FileSupport
import SystemPackage

@testable import ImageStore

/// What the processes of one seed do, where, when, and what happens to them.
struct Schedule {
  enum Task: CustomStringConvertible {
    case publishImage(String, [String])
    case publishRevision(String, [String])
    case copy(String, to: String)
    case delete(String)
    case undelete(String)
    case read
    case lease(String)
    case collect(CollectionPolicy)

    var description: String {
      switch self {
      case .publishImage(let name, let texts): "import \(name) (\(texts.joined(separator: " ")))"
      case .publishRevision(let name, let texts): "save \(name) (\(texts.joined(separator: " ")))"
      case .copy(let source, let name): "copy \(source) to \(name)"
      case .delete(let name): "delete \(name)"
      case .undelete(let name): "undelete \(name)"
      case .read: "read"
      case .lease(let name): "lease \(name)"
      case .collect(let policy): "collect, retention \(policy.retention) s"
      }
    }
  }

  /// The tasks of each process, one after the other.
  private(set) var tasks: [[Task]] = []
  let simulation: Simulation
  private var dice: Dice

  init(seed: UInt64, disks: [SharedDisk], isTraced: Bool = false) {
    dice = Dice(seed: seed)
    simulation = Simulation(
      dice.pick(disks), dice: Dice(seed: seed &+ 1 << 32), isTraced: isTraced)
    simulation.restlessness = dice.pick([0.01, 0.05, 0.2])
    simulation.loss = dice.chance(0.3) ? 0.03 : 0
    let nodes = (0..<3).map { _ in makeNode() }
    for number in 0..<(4 + dice.below(3)) { addProcess(number, nodes) }
  }

  private mutating func makeNode() -> Node {
    Node(
      simulation.server, memory: dice.pick(Node.Memory.allCases),
      skew: dice.between(-300, 300), patience: dice.pick([3, 30, 60]))
  }

  private mutating func addProcess(_ number: Int, _ nodes: [Node]) {
    let own = number < 2 ? [collection()] : someTasks()
    let process = SimulatedProcess(
      simulation, number: number, label: "\(number) \(own[0])", node: dice.pick(nodes),
      start: Scenario.start + pause())
    for _ in 0..<dice.pick([0, 1, 1, 2]) { process.events[moment()] = .asleep(nap()) }
    if dice.chance(0.1) { process.events[moment()] = .killed }
    if dice.chance(0.1) { process.events[.change(1 + dice.below(16))] = .delayed(nap()) }
    tasks.append(own)
    simulation.processes.append(process)
  }

  private mutating func someTasks() -> [Task] {
    dice.chance(0.3) ? [task(), task()] : [task()]
  }

  private mutating func task() -> Task {
    let stacks = [["b"], ["b"], ["d"], ["a", "b"], ["c"], ["b", "d"]]
    switch dice.below(20) {
    case 0..<5: return .publishImage(dice.pick(["beta", "delta", "epsilon"]), dice.pick(stacks))
    case 5..<9: return .publishRevision(dice.pick(["alpha", "beta"]), dice.pick(stacks))
    case 9..<11: return .copy(dice.pick(["alpha", "gamma"]), to: dice.pick(["beta", "delta"]))
    case 11..<13: return .delete(dice.pick(["alpha", "gamma", "beta", "delta"]))
    case 13..<15: return .undelete(dice.pick(["beta", "alpha", "gamma"]))
    case 15..<17: return .read
    case 17: return .lease(dice.pick(["alpha", "gamma"]))
    default: return collection()
    }
  }

  private mutating func collection() -> Task {
    .collect(
      dice.chance(0.5)
        ? CollectionPolicy() : CollectionPolicy(retention: CollectionPolicy.shortestRetention))
  }

  /// When a process begins, in seconds.
  private mutating func pause() -> Double {
    switch dice.below(10) {
    case 0..<3: 0
    case 3..<6: dice.between(0, 90)
    case 6..<7: dice.between(0, 2 * Scenario.hour)
    case 7..<8: dice.between(24, 30) * Scenario.hour
    default: dice.between(7, 10) * Scenario.day
    }
  }

  /// For how long a process is suspended, in seconds: longer than caches live, than the shortest
  /// retention, the grace or the retention.
  private mutating func nap() -> Double {
    switch dice.below(10) {
    case 0..<3: dice.between(1, 90)
    case 3..<5: dice.between(1, 2.5) * Scenario.hour
    case 5..<7: dice.between(24, 30) * Scenario.hour
    default: dice.between(7, 10) * Scenario.day
    }
  }

  private mutating func moment() -> SimulatedProcess.Moment {
    dice.chance(0.5) ? .call(1 + dice.below(60)) : .change(1 + dice.below(16))
  }
}
