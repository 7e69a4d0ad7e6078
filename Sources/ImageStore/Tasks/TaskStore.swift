internal import FileSupport
internal import Foundation
public import SystemPackage

/// The tasks of a user: a folder with a file for each, which the task's process alone writes.
///
/// Nothing watches over them. Whether a task goes on is found out when somebody asks: a process that
/// is gone and has not said how it ended has failed.
public struct TaskStore: Sendable {
  let layout: TaskLayout
  let context: StoreContext
  let processes: ProcessTable
  let timing: TaskTiming
  private let userID: UInt32

  private static let sizeLimit = 8 << 20
  /// The longest result that is kept in a task's file, in bytes of JSON.
  public static let resultLimit = 1 << 20
  /// Bytes that are kept for a task's last word, which is seldom longer.
  static let spareSize = 64 << 10

  var files: any FileSystem { context.fileSystem }

  /// - Parameters:
  ///   - folder: is made by the first task, and is the user's alone.
  ///   - userID: who the user is.
  public init(
    in folder: FilePath, userID: UInt32, context: StoreContext, processes: ProcessTable,
    timing: TaskTiming = TaskTiming()
  ) {
    layout = TaskLayout(folder: folder)
    self.userID = userID
    self.context = context
    self.processes = processes
    self.timing = timing
  }

  /// The tasks of the user that a context is of.
  ///
  /// - Throws: `configuration` where there is no place for them.
  public init(_ context: StoreContext) throws {
    guard let folder = context.taskFolder, let userID = context.accounts.userID else {
      throw PcoccError(
        .configuration, "there is no home folder to keep tasks in",
        advice: "name another one with XDG_STATE_HOME")
    }
    self.init(
      in: folder, userID: userID, context: context,
      processes: try ProcessTable(of: context.hostName, context.fileSystem))
  }

  /// All tasks, oldest first; one whose file is bad is warned of. Those that have expired are
  /// removed.
  public func list() throws -> [ImageTask] {
    prune()
    return try identifiers().compactMap { id in
      do {
        return try readIfPresent(id).map(judged)
      } catch let error as PcoccError {
        context.warn(error)
        return nil
      }
    }.sorted { ($0.created, $0.id.description) < ($1.created, $1.id.description) }
  }

  /// One task.
  ///
  /// - Throws: `notFound` where no id begins so, `usage` where several do, `corrupt` where its file
  ///   is bad.
  public func get(_ prefix: TaskIDPrefix) throws -> ImageTask {
    let matches = try identifiers().filter(prefix.matches)
    guard matches.count <= 1 else {
      throw PcoccError(
        .usage, "\(matches.count) tasks have an id that begins with \"\(prefix)\"",
        advice: "give more of it")
    }
    guard let id = matches.first, let task = try readIfPresent(id) else {
      throw PcoccError(
        .notFound, "no task has an id that begins with \"\(prefix)\"",
        advice: "\"pcocc image task list\" shows all; ended ones are kept for two days")
    }
    return judged(task)
  }

  /// The file that has what a task's process printed.
  public func log(of id: TaskID) -> FilePath { layout.log(id) }

  func identifiers() throws -> [TaskID] {
    try files.entriesIfPresent(of: layout.folder).compactMap(TaskLayout.parseRecordName)
  }

  /// nil where the task has been removed.
  func readIfPresent(_ id: TaskID) throws -> ImageTask? {
    let path = layout.record(id)
    guard let file = try files.openAgainIfStale(path) else { return nil }
    return try ImageTask(json: try file.contents(limit: Self.sizeLimit), id: id, path: path)
  }

  func write(_ task: ImageTask, _ placement: Placement) throws {
    try files.writeDurably(
      try task.encoded(), to: layout.record(task.id), mode: TaskLayout.fileMode,
      token: context.makeToken(), placement: placement)
  }

  /// Makes the folder where it is missing; throws where it is not the user's.
  func requireFolder() throws {
    let folder = layout.folder
    try files.createWithParents(folder, mode: TaskLayout.folderMode)
    let status = try files.status(of: folder, followingLinks: true)
    guard status.kind == .directory, status.userID == userID else {
      throw PcoccError(
        .permission, "is not a folder of your own", path: folder,
        advice: "name another one with XDG_STATE_HOME")
    }
    if status.mode & 0o077 != 0 {
      try files.setAccess(FileAccess(mode: TaskLayout.folderMode), of: folder)
    }
  }

  func now() -> Double { context.now().timeIntervalSince1970 }
}
