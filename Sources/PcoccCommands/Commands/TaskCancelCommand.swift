internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image task cancel`
struct TaskCancelCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "cancel",
    abstract: "Make tasks stop, and remove what they left behind",
    usage: "pcocc image task cancel [-q] [--json] ID...",
    discussion: """
      Returns when the tasks have ended. A process of this node is asked to stop, and killed where \
      it takes longer than ten seconds. One of another node stops within ten seconds or so; where \
      it does not, the exit status is 75. A task that has ended already stays as it is.

      EXAMPLES
        pcocc image task cancel 3f0c
      """)

  @Argument(
    help: ArgumentHelp("Ids of tasks, or their beginnings", valueName: "id"), completion: .task)
  var ids: [String]
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let prefixes = try ids.map { try TaskIDPrefix($0) }
    let store = try session.tasks()
    let tasks = try prefixes.uniqued.map { try store.get($0) }
    let results = try session.withSignals { try store.cancel(tasks, monitor: $0) }
    var failures = Failures()
    for (before, result) in zip(tasks, results) {
      guard let task = try failures.collect(result.get) else { continue }
      let had = before.status.hasEnded || task.status == .success ? " had ended already" : ""
      session.reporter.note(
        "task \(task.id)\(had): \(task.status == .success ? "success" : task.message)")
    }
    failures.warn(session.reporter)
    if json.isOn {
      let ended = results.compactMap { try? $0.get() }
      let text = JSONText.line(ended.map(TaskRecord.init))
      try session.conclude(text, failure: failures.first)
    }
    try failures.throwFirst()
  }
}
