public import FileSupport
internal import Foundation
public import SystemPackage

extension TaskStore {
  /// Makes a task whose process `launch` starts, and lets it begin when it is written down.
  ///
  /// There is no moment at which a task is there without the process that will do it, or the other
  /// way round.
  ///
  /// - Parameter launch: starts the process, which prints to the file that is given.
  /// - Throws: where the folder cannot be written or no process be started; then there is no task.
  public func create(
    _ plan: TaskPlan, arguments: [String],
    launch: (TaskID, _ output: FilePath) throws -> DetachedProcess
  ) throws -> ImageTask {
    try requireFolder()
    prune()
    let id = TaskID.random()
    let folder = try files.canonicalPath(of: ".")
    do {
      let process = try launch(id, layout.log(id))
      let task: ImageTask
      do {
        task = try makeTask(id, plan, arguments, in: folder, process.processID)
        try write(task, .exclusive)
      } catch {
        process.abandon()
        throw error
      }
      guard process.release() else { throw Self.endedAtOnce }
      return task
    } catch {
      remove(id)
      throw error
    }
  }

  private static let endedAtOnce = PcoccError(
    .other, "the process ended as soon as it was started",
    advice: "run the command without --background")

  private func makeTask(
    _ id: TaskID, _ plan: TaskPlan, _ arguments: [String], in folder: FilePath, _ process: Int32
  ) throws -> ImageTask {
    guard let identity = try processes.identity(of: process) else { throw Self.endedAtOnce }
    return ImageTask(
      id: id, type: plan.type, status: .pending, owner: context.user, message: "",
      progress: Monitor.Progress(completed: 0, total: 0),
      input: TaskInput(
        arguments: arguments, folder: folder, source: plan.source, destination: plan.destination),
      process: identity, repository: plan.repository, folder: plan.folder, created: now(),
      updated: now())
  }

  /// Takes a task on, in the process that was started for it.
  ///
  /// - Parameter onCancel: is called once where somebody on another node wants the task to stop.
  /// - Throws: where it was another process that was started for it.
  public func begin(
    _ id: TaskID, onCancel: @escaping @Sendable () -> Void
  ) throws -> TaskRecorder {
    guard var task = try readIfPresent(id), !task.status.hasEnded,
      try processes.identity(of: context.processID) == task.process
    else {
      throw PcoccError(
        .usage, "this process was not started for task \(id)",
        advice: "start a task with --background")
    }
    task.status = .processing
    task.updated = now()
    // A full disk here is no reason not to work on another one.
    try? write(task, .replacing)
    try? files.writeDurably(
      [UInt8](repeating: 0xff, count: Self.spareSize), to: layout.spare(id),
      mode: TaskLayout.fileMode, token: context.makeToken(), placement: .replacing)
    return TaskRecorder(self, task, onCancel: onCancel)
  }
}
