internal import FileSupport
internal import SystemPackage

extension TaskStore {
  /// The task as it really is: one whose process is gone without a word has failed.
  func judged(_ task: ImageTask) -> ImageTask {
    guard !task.status.hasEnded else { return task }
    switch processes.life(of: task.process) {
    case .lives: return task
    case .gone:
      // Its last word may have been written after this record was read, and before it was gone.
      let last = (try? readIfPresent(task.id)) ?? task
      guard !last.status.hasEnded else { return last }
      return lost(last, "its process ended without a word", isSweepable: true)
    case .elsewhere:
      guard let silence = silence(of: task.id), silence > timing.silence else { return task }
      return lost(
        task, "\(task.process.host) has not been heard of for \(Int(min(silence, 1e9))) seconds",
        isSweepable: silence > timing.sweeping)
    }
  }

  private func lost(_ task: ImageTask, _ reason: String, isSweepable: Bool) -> ImageTask {
    var task = task
    let end = task.updated
    if isCancelled(task.id) {
      task.end(
        TaskFailure(code: .interrupted, signal: ProcessSignal.terminate), "cancelled", at: end)
    } else {
      task.end(
        TaskFailure(code: .other), reason, at: end)
    }
    task.isLost = true
    task.isSweepable = isSweepable
    return task
  }

  /// Whether somebody wants the task to stop.
  func isCancelled(_ id: TaskID) -> Bool {
    (try? files.status(of: layout.cancellation(id), followingLinks: false)) != nil
  }

  /// For how many seconds a task has written nothing, by the clock of the folder's file system; nil
  /// where that cannot be told.
  private func silence(of id: TaskID) -> Double? {
    // An open file is asked: what a network file system remembers of names may be old.
    guard let file = try? files.openAgainIfStale(layout.record(id)),
      let written = try? file.status().modified
    else { return nil }
    return clock() - written
  }

  private func clock() -> Double {
    let probe = layout.folder.appending(TemporaryName.prefix + context.makeToken())
    defer { try? files.removeFile(probe) }
    guard let file = try? files.createFile(probe, mode: TaskLayout.fileMode),
      let status = try? file.status()
    else { return now() }
    return status.modified
  }
}
