internal import FileSupport
internal import SystemPackage

extension TaskStore {
  /// Removes the tasks that have expired, and files that have been without one for as long.
  ///
  /// What cannot be removed stays until the next time.
  func prune() {
    guard let names = try? files.entriesIfPresent(of: layout.folder) else { return }
    let records = Set(names.compactMap(TaskLayout.parseRecordName))
    for name in names where TaskLayout.parseRecordName(name) == nil {
      let owner = name.split(separator: ".").first.flatMap { TaskID(String($0)) }
      if owner.map(records.contains) != true { removeIfOld(layout.folder.appending(name)) }
    }
    for id in records where isExpired(id) { remove(id) }
  }

  private func isExpired(_ id: TaskID) -> Bool {
    let path = layout.record(id)
    // A record is never older than its task's end, so most need not be read.
    guard let status = try? files.status(of: path, followingLinks: false),
      status.modified + ImageTask.lifetime < now()
    else { return false }
    guard let task = try? readIfPresent(id) else { return true }
    return (judged(task).expires ?? .infinity) < now()
  }

  /// Removes all files of a task.
  func remove(_ id: TaskID) {
    for path in layout.files(id) { try? files.removeFile(path) }
  }

  private func removeIfOld(_ path: FilePath) {
    guard let status = try? files.status(of: path, followingLinks: false),
      status.kind == .regular, status.modified + ImageTask.lifetime < now()
    else { return }
    try? files.removeFile(path)
  }
}
