internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image task wait`
struct TaskWaitCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "wait",
    abstract: "Wait until tasks have ended",
    usage: "pcocc image task wait [--timeout AGE] [-q] [--json] ID...",
    discussion: """
      Exits with 0 where all tasks were successful, else with what the first one that failed would \
      have exited with; with 75 where the time is up before all have ended. Waiting may be \
      interrupted: the tasks go on.

      EXAMPLES
        pcocc image task wait --timeout 2h $id
      """)

  @Argument(
    help: ArgumentHelp("Ids of tasks, or their beginnings", valueName: "id"), completion: .task)
  var ids: [String]
  @Option(
    help: ArgumentHelp("How long to wait, as in 90s or 2h (default: for ever)", valueName: "age"),
    transform: Age.init(checking:))
  var timeout: Age?
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let prefixes = try ids.map { try TaskIDPrefix($0) }
    let store = try session.tasks()
    let tasks = try session.withSignals { monitor in
      try store.wait(
        for: prefixes, atMost: timeout.map { Double($0.seconds) }, monitor: monitor)
    }
    guard let tasks else {
      throw PcoccError(
        .busy, "not all tasks have ended within \(timeout?.text ?? "")",
        advice: "\"pcocc image task list\" shows how far they are")
    }
    if json.isOn { try session.results.write(JSONText.line(tasks.map(TaskRecord.init))) }
    store.sweep(tasks)
    let failures = tasks.compactMap { task in
      task.error?.advising("what it has printed is in \(store.log(of: task.id))")
    }
    for task in tasks where task.status == .success {
      session.reporter.note("task \(task.id): \(task.message)")
    }
    failures.dropFirst().forEach(session.reporter.warn)
    if let first = failures.first { throw first }
  }
}
