internal import ArgumentParser
internal import FileSupport
internal import Foundation
internal import ImageStore
internal import SystemPackage

extension Session {
  /// The tasks of this user; throws where there is no place for them.
  func tasks() throws -> TaskStore {
    try TaskStore(environment().context(warn: reporter.warn))
  }

  /// Starts a process that does what this one was asked to, and prints the task.
  func start(_ plan: TaskPlan, isJSON: Bool) throws {
    let task = try tasks().create(plan, arguments: arguments) { id, output in
      let arguments = BackgroundOption.arguments(arguments, for: id)
      // What cannot be parsed there is better said here.
      _ = try PcoccCommand.parseAsRoot(arguments)
      return try DetachedProcess.launch(["pcocc"] + arguments, output: output)
    }
    try conclude(
      isJSON ? JSONText.line(TaskRecord(task)) : "\(task.id)\n", "task \(task.id) has been started")
    reporter.note(
      "\(task.type.rawValue) goes on in the background; \"pcocc image task wait \(task.id)\" waits"
        + " for its end")
  }

  /// Does the work of a task, in the process that was started for it.
  func run(_ verb: any BackgroundVerb, as id: TaskID) throws {
    guard DetachedProcess.awaitRelease() else {
      throw PcoccError.usage(
        "this process was not started for task \(id)", advice: "start a task with --background")
    }
    SignalWatch.start()
    let recorder = try tasks().begin(id) { ProcessSignal.sendToSelf(ProcessSignal.terminate) }
    do {
      try verb.run(in: session(of: id, recorder))
    } catch {
      let error = error as? PcoccError ?? .unexpected(error)
      // Where that cannot be written down, what went wrong is still the reason that counts.
      do {
        try recorder.finish(error)
      } catch let other {
        reporter.warn(other as? PcoccError ?? .unexpected(other))
      }
      throw error
    }
    try recorder.finish(nil)
  }

  private func session(of id: TaskID, _ recorder: TaskRecorder) -> Session {
    var session = self
    session.recorder = recorder
    session.reporter.observe = { recorder.note($0) }
    session.environment = { [environment] in
      var environment = try environment()
      environment.tokenPrefix = id.token
      return environment
    }
    session.results = ResultStream(results.descriptor) { [results] text in
      if text.utf8.count <= TaskStore.resultLimit,
        let result = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
      {
        recorder.keep(result)
      } else {
        try results.write(text)
      }
    }
    return session
  }
}
