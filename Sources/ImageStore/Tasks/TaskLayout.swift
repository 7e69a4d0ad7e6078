internal import FileSupport
internal import SystemPackage

/// Every file name in a folder of tasks.
struct TaskLayout: Sendable, Hashable {
  let folder: FilePath

  /// What the task is and how far: written by its process alone.
  func record(_ id: TaskID) -> FilePath { file(id, Self.recordSuffix) }
  /// What its process has printed.
  func log(_ id: TaskID) -> FilePath { file(id, ".log") }
  /// There where somebody wants the task to stop.
  func cancellation(_ id: TaskID) -> FilePath { file(id, ".cancel") }
  /// There where what a lost process left behind has been removed.
  func sweeping(_ id: TaskID) -> FilePath { file(id, ".swept") }

  /// As long as it is there, room is kept for the task's last word.
  func spare(_ id: TaskID) -> FilePath { file(id, ".spare") }

  /// All files of a task; without the first the others mean nothing, so it goes last.
  func files(_ id: TaskID) -> [FilePath] {
    [log(id), cancellation(id), sweeping(id), spare(id), record(id)]
  }

  /// The task whose record has a name; nil for other names.
  static func parseRecordName(_ name: String) -> TaskID? {
    name.hasSuffix(recordSuffix) ? TaskID(String(name.dropLast(recordSuffix.count))) : nil
  }

  /// The modes of what is made: nobody else may see what somebody does.
  static let folderMode = FilePermissions.ownerReadWriteExecute
  static let fileMode = FilePermissions.ownerReadWrite

  private static let recordSuffix = ".json"

  private func file(_ id: TaskID, _ suffix: String) -> FilePath {
    folder.appending("\(id)\(suffix)")
  }
}
