internal import ArgumentParser
internal import ImageStore

/// `pcocc image task show`
struct TaskShowCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what is known of a task",
    usage: "pcocc image task show [--json] [--utc] [--bytes] ID",
    discussion: """
      ID may be cut short to its first four digits or more, where no other task's begins so.

      With --json, the result is what the verb prints with --json.

      EXAMPLES
        pcocc image task show 3f0c
        pcocc image task show --json 3f0c | jq .result.image.reference
      """)

  @Argument(help: "Id of a task, or its beginning") var id: String
  @OptionGroup var json: JSONOption
  @OptionGroup var display: DisplayOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let prefix = try TaskIDPrefix(id)
    let store = try session.tasks()
    let task = try store.get(prefix)
    let record = TaskRecord(task)
    try session.results.write(
      json.isOn
        ? JSONText.line(record)
        : record.text(log: store.log(of: task.id), display.values(session.preferences)))
    store.sweep([task])
  }
}
