internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// Whether the work is done by a process of its own, as a task.
struct BackgroundOption: ParsableArguments {
  private static let name = "--background"
  private static let taskName = "--task"

  @Flag(
    name: .customLong("background"),
    help: "Do it in the background: print the id of a task, see \"task\", and return")
  var isOn = false

  /// The task that this process was started for.
  @Option(
    name: .customLong("task"), help: .private,
    transform: { text in
      guard let id = TaskID(text) else { throw ValidationError("expected the id of a task") }
      return id
    })
  var task: TaskID?

  /// The arguments of the process that does what `arguments` ask to be done in the background.
  static func arguments(_ arguments: [String], for task: TaskID) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.endIndex
    let ours = arguments[..<end].filter { $0 != name }
    return ours + ["\(taskName)=\(task)", JSONOption.name] + arguments[end...]
  }

  /// Whether arguments are those of a process that was started for a task.
  static func isTask(_ arguments: [String]) -> Bool {
    arguments.prefix { $0 != "--" }.contains { $0.hasPrefix(taskName + "=") }
  }
}

/// A verb that can be a task.
protocol BackgroundVerb: Verb {
  var background: BackgroundOption { get }
}
