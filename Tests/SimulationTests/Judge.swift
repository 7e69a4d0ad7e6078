import FileSupport
import SystemPackage

@testable import ImageStore

/// Looks at a repository when all processes have ended, with nothing remembered.
struct Judge {
  private let simulation: Simulation
  private let history: History
  private let process: SimulatedProcess

  init(_ simulation: Simulation, _ history: History) {
    self.simulation = simulation
    self.history = history
    process = SimulatedProcess(
      simulation, number: 90, label: "judge", node: Node(simulation.server), start: 0)
  }

  func judge() {
    do {
      try requireWhole("at the end")
      // What a collector of the schedule has begun may show only when another one goes on with it.
      guard simulation.dice.chance(0.25) else { return }
      for days in [2, 9, 9] {
        simulation.server.disk.now += Double(days) * Scenario.day
        try collect()
      }
      try requireWhole("after three collections")
      try requireTidy()
    } catch {
      history.report("the repository cannot be read: \(error)")
    }
  }

  /// Everything that is there is whole, and everything is there that has to be.
  private func requireWhole(_ moment: String) throws {
    let repository = try Scenario.repository(process.context())
    let listing = try repository.metadata.allRevisions()
    for problem in listing.problems { history.report("\(moment): \(problem)") }
    var present: Set<RevisionNumber> = []
    for (image, revisions) in listing.revisions {
      for revision in revisions {
        let number = RevisionNumber(image.description, revision.number)
        present.insert(number)
        try requireWhole(try repository.metadata.read(image, revision), number, moment, repository)
      }
    }
    for revision in history.revisions {
      guard let mustExist = history.mustExist(revision), mustExist != present.contains(revision)
      else { continue }
      history.report("\(moment): \(revision) \(mustExist ? "is lost" : "is there again")")
    }
  }

  private func requireWhole(
    _ metadata: RevisionMetadata, _ number: RevisionNumber, _ moment: String,
    _ repository: Repository
  ) throws {
    if let publication = history.publication(of: number),
      publication.layers != metadata.layers || publication.owner != metadata.owner
    {
      history.report("\(moment): \(number) is another one than was acknowledged")
    }
    for digest in metadata.layers {
      do {
        let bytes = try repository.content.open(digest).contents(limit: 1 << 20)
        if bytes != Scenario.contents[digest] {
          history.report("\(moment): \(number) has a blob with other bytes")
        }
      } catch {
        history.report("\(moment): \(number) has lost a blob: \(error)")
      }
    }
  }

  private func collect() throws {
    try Work(process, history).collect(CollectionPolicy())
  }

  /// Nothing is left of work that never ended.
  private func requireTidy() throws {
    let repository = try Scenario.repository(process.context())
    let files = repository.context.fileSystem
    var names = try files.entries(of: repository.layout.staging)
    for folder in try repository.content.folders() + [repository.layout.metadata] {
      names += try files.entries(of: folder).filter { $0.hasPrefix(".") }
    }
    if !names.isEmpty { history.report("left behind: \(names.joined(separator: " "))") }
  }
}
