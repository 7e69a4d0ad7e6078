internal import ArgumentParser
internal import ImageStore

/// `pcocc image task list`
struct TaskListCommand: ListingVerb {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the tasks that go on or ended in the last two days",
    usage: "pcocc image task list [OUTPUT]...",
    discussion: """
      Prints the user's tasks, oldest first.

      EXAMPLES
        pcocc image task list
        pcocc image task list -P -n -o id,status

      NOTES
        Columns: id, type, status, progress, created, message, total, updated,
        expires, owner, host, source, destination. Progress is in bytes.
      """)

  @OptionGroup(title: "Output") var listing: ListingOptions
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let style = try listing.style(for: TaskRecord.self, session.preferences)
    let store = try session.tasks()
    let tasks = try store.list()
    try session.list(tasks.map(TaskRecord.init), style)
    store.sweep(tasks)
  }
}
