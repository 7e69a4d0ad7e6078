import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport

@testable import ImageStore

/// A folder of tasks on a node whose processes a test makes up.
final class TaskTrial: Sendable {
  let folder: FilePath
  /// When the processes that live were started.
  let living = Mutex<[Int32: UInt64]>([:])
  /// The signals that were sent, in order.
  let signals = Mutex<[Int32]>([])
  let warnings = TestStore.Warnings()

  init(_ folder: FilePath) { self.folder = folder }

  /// The tasks as a node sees them, some seconds after the time of the tests.
  func store(
    host: String = "node1", boot: String = "boot", namespace: UInt64 = 7, after seconds: Double = 0,
    process: Int32 = 42, timing: TaskTiming = TaskTrial.timing,
    files: any FileSystem = LocalFileSystem()
  ) -> TaskStore {
    var context = TestStore.context(
      files: files, after: seconds, warn: { self.warnings.add($0) })
    context.processID = process
    return TaskStore(
      in: folder, userID: geteuid(), context: context,
      processes: ProcessTable(
        host: host, boot: boot, namespace: namespace,
        startTime: { process in self.living.withLock { $0[process] } },
        send: { signal, process, isMeant in
          guard try isMeant() else { return false }
          self.signals.withLock { $0.append(signal) }
          if signal == ProcessSignal.kill { self.living.withLock { $0[process] = nil } }
          return true
        }), timing: timing)
  }

  /// Everything in a hurry.
  static var timing: TaskTiming {
    var timing = TaskTiming()
    (timing.progress, timing.heartbeat) = (0.01, 0.05)
    (timing.mercy, timing.reach) = (0.3, 0.3)
    return timing
  }

  /// Writes down a task of process 42 on node1, which lives since tick 1000.
  @discardableResult
  func makeTask(
    _ digits: String = "0001", status: TaskStatus = .processing,
    change: (inout ImageTask) -> Void = { _ in }
  ) throws -> ImageTask {
    guard let id = TaskID("\(digits)0000-0000-4000-8000-000000000000") else {
      throw Errno.badAddress
    }
    living.withLock { $0[42] = 1000 }
    let now = 1_800_000_000.25
    var task = ImageTask(
      id: id, type: .import, status: status, owner: "alice", message: "",
      progress: .init(completed: 5, total: 10),
      input: TaskInput(
        arguments: ["image", "import", "a", "b"], folder: "/home/alice", source: "/a"),
      process: ProcessIdentity(
        host: "node1", boot: "boot", namespace: 7, process: 42, started: 1000),
      repository: folder.appending("repository"), folder: folder.appending("exports"),
      created: now, updated: now)
    if status.hasEnded { task.expires = now + ImageTask.lifetime }
    change(&task)
    let store = store()
    try store.requireFolder()
    try store.write(task, .replacing)
    return task
  }

  func exists(_ path: FilePath) -> Bool { FileManager.default.fileExists(atPath: path.string) }

  /// Sets the time of a file's last change to some seconds ago.
  func age(_ path: FilePath, by seconds: Double) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -seconds)], ofItemAtPath: path.string)
  }

  func write(_ path: FilePath) throws {
    try FileManager.default.createDirectory(
      atPath: path.parent.string, withIntermediateDirectories: true)
    try Data("x".utf8).write(to: URL(fileURLWithPath: path.string))
  }
}

/// Runs `body` with such a folder.
func withTaskTrial(_ body: (TaskTrial) throws -> Void) throws {
  try withTemporaryFolder { try body(TaskTrial($0.appending("tasks"))) }
}
