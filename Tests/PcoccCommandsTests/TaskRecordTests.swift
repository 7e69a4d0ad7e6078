import ArgumentParser
import FileSupport
import SystemPackage
import Testing

@testable import ImageStore
@testable import PcoccCommands

struct TaskRecordTests {
  private func tasks() throws -> [ImageTask] {
    let id = try #require(TaskID("3f0c1d5e-58a2-4c0b-9d3e-0a1b2c3d4e5f"))
    let running = ImageTask(
      id: id, type: .import, status: .processing, owner: "ada", message: "",
      progress: .init(completed: 1 << 20, total: 5 << 20),
      input: TaskInput(
        arguments: ["image", "import", "--background", "a.vmdk", "user:a"], folder: "/home/ada",
        source: "/home/ada/a.vmdk", destination: "user:a"),
      process: ProcessIdentity(
        host: "node1", boot: "b", namespace: 7, process: 4711, started: 99),
      repository: "/images", created: 1_714_564_800, updated: 1_714_564_801.5)
    var failed = running
    failed.end(TaskFailure(code: .interrupted, signal: 15), "cancelled\u{1b}|", at: 1_714_564_900)
    failed.progress = .init(completed: 0, total: 0)
    failed.result = .object(["virtual_size": .integer(7)])
    return [running, failed]
  }

  @Test func list() throws {
    let records = try tasks().map(TaskRecord.init)
    let style = try ListingOptions.parse([]).style(for: TaskRecord.self, Preferences())
    try Snapshot.expect(Snapshot.hidingTimes(style.text(records)), named: "task-list")
    let names = TaskRecord.columns.map(\.name).joined(separator: ",")
    let all = try ListingOptions.parse(["-P", "-o", names]).style(
      for: TaskRecord.self, Preferences())
    try Snapshot.expect(all.text(records), named: "task-list-parsable")
  }

  @Test func show() throws {
    let records = try tasks().map(TaskRecord.init)
    try Snapshot.expect(JSONText.line(records), named: "task-json")
    let texts = records.map { $0.text(log: "/tasks/x.log", ValueStyle()) }
    try Snapshot.expect(Snapshot.hidingTimes(texts.joined()), named: "task-show")
  }

  @Test func argumentsOfTheProcess() throws {
    let id = try tasks()[0].id
    let given = ["image", "import", "--background", "-q", "--", "--background", "b"]
    let arguments = BackgroundOption.arguments(given, for: id)
    #expect(
      arguments == ["image", "import", "-q", "--task=\(id)", "--json", "--", "--background", "b"])
    #expect(BackgroundOption.isTask(arguments))
    #expect(!BackgroundOption.isTask(["image", "path", "--", "--task=x"]))
    // Its output is for people, although it has a result for programs.
    #expect(!CommandLineArguments.askForJSON(arguments))
    let command = try PcoccCommand.parseAsRoot(arguments) as? ImportCommand
    #expect(command?.background.task == id)
    #expect(command?.background.isOn == false)
    #expect(command?.json.isOn == true)
  }

  struct Place: Sendable {
    var state: String?
    var home: FilePath?
    var folder: FilePath?
  }

  @Test(arguments: [
    Place(state: nil, home: "/home/ada", folder: "/home/ada/.local/state/pcocc/tasks"),
    Place(state: "", home: "/home/ada", folder: "/home/ada/.local/state/pcocc/tasks"),
    Place(state: "state", home: "/home/ada", folder: "/home/ada/.local/state/pcocc/tasks"),
    Place(state: "/state", home: nil, folder: "/state/pcocc/tasks"),
    Place(state: nil, home: nil, folder: nil),
  ])
  func whereTasksAreKept(_ place: Place) {
    let environment = ProcessEnvironment(
      configuration: ConfigurationEnvironment(
        variables: place.state.map { ["XDG_STATE_HOME": $0] } ?? [:], homeDirectory: place.home,
        user: "ada"), hostName: "here", processID: 7, userID: 1)
    #expect(environment.taskFolder == place.folder)
  }
}
