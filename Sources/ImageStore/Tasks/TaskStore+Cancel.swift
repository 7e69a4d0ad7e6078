public import FileSupport
internal import Foundation

extension TaskStore {
  /// Makes several tasks stop. One that goes on keeps no other one from being stopped.
  ///
  /// - Returns: for each the task after its end, or why it has none.
  /// - Throws: what the monitor throws.
  public func cancel(
    _ tasks: [ImageTask], monitor: Monitor = .silent
  ) throws -> [Result<ImageTask, PcoccError>] {
    try tasks.map { task in
      do {
        return .success(try cancel(task, monitor: monitor))
      } catch let error as PcoccError where error.code != .interrupted {
        return .failure(error)
      }
    }
  }

  /// Makes a task stop, and removes what it left behind. One that has ended stays as it is.
  ///
  /// A process of this node is asked to stop, and killed where it does not. One of another node
  /// notices when it next writes to its file.
  ///
  /// - Returns: the task after its end.
  /// - Throws: `busy` where it goes on for the time being, what the monitor throws.
  public func cancel(_ task: ImageTask, monitor: Monitor = .silent) throws -> ImageTask {
    guard !task.status.hasEnded || (task.isLost && !task.isSweepable) else {
      sweep([task])
      return task
    }
    try requestCancellation(of: task.id)
    if task.isLost {
      // Should it only have been cut off, it finds that it is not wanted any more.
      var task = task
      task.isSweepable = true
      sweep([task])
      return task
    }
    var ended: ImageTask?
    if processes.life(of: task.process) == .lives {
      _ = try processes.signal(task.process, ProcessSignal.terminate)
      ended = try wait(for: task, atMost: timing.mercy, monitor)
      if ended == nil {
        _ = try processes.signal(task.process, ProcessSignal.kill)
        ended = try wait(for: task, atMost: timing.mercy, monitor)
      }
    } else {
      ended = try wait(for: task, atMost: timing.reach, monitor)
    }
    guard let ended else {
      throw PcoccError(
        .busy, "task \(task.id) has been asked to stop, but goes on on \(task.process.host)",
        advice: "look again later with \"pcocc image task show \(task.id)\"")
    }
    sweep([ended])
    return ended
  }

  private func requestCancellation(of id: TaskID) throws {
    do {
      try files.createFile(layout.cancellation(id), mode: TaskLayout.fileMode).close()
    } catch let error as PcoccError where error.code == .exists {}
  }

  private func wait(
    for task: ImageTask, atMost seconds: Double, _ monitor: Monitor
  ) throws -> ImageTask? {
    try wait(for: [TaskIDPrefix(task.id)], atMost: seconds, monitor: monitor)?.first
  }

  /// Waits until all tasks have ended.
  ///
  /// - Parameter seconds: nil for however long it takes.
  /// - Returns: the tasks; nil where the time was up first.
  /// - Throws: what `get(_:)` and the monitor throw.
  public func wait(
    for tasks: [TaskIDPrefix], atMost seconds: Double?, monitor: Monitor = .silent
  ) throws -> [ImageTask]? {
    let began = ContinuousClock.now
    var pause = Self.shortestPause
    // Once found, a task is meant whatever new ones begin alike.
    let tasks = try tasks.map { TaskIDPrefix(try get($0).id) }
    var ended: [ImageTask] = []
    while true {
      for id in tasks.dropFirst(ended.count) {
        let task = try get(id)
        guard task.status.hasEnded else { break }
        ended.append(task)
      }
      if ended.count == tasks.count { return ended }
      let left = seconds.map { $0 - (ContinuousClock.now - began) / .seconds(1) } ?? .infinity
      guard left > 0 else { return nil }
      try monitor.checkCancelled()
      Thread.sleep(forTimeInterval: min(pause, left))
      pause = min(pause * 1.5, Self.longestPause)
    }
  }

  private static var shortestPause: Double { 0.02 }
  private static var longestPause: Double { 0.5 }
}
