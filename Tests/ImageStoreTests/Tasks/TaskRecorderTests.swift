import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

@Suite struct TaskRecorderTests {
  /// Waits until `condition` holds, for some seconds at most.
  private func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    for _ in 0..<500 {
      if try condition() { return true }
      usleep(10_000)
    }
    return false
  }

  @Test func progressIsWrittenDown() throws {
    try withTaskTrial { trial in
      let id = try trial.makeTask(status: .pending).id
      let store = trial.store()
      let recorder = try store.begin(id) {}
      recorder.report(.init(completed: 7, total: 9))
      #expect(try eventually { try store.readIfPresent(id)?.progress.completed == 7 })
      recorder.note("imported")
      recorder.keep(.integer(3))
      try recorder.finish(nil)
      let task = try #require(try store.readIfPresent(id))
      #expect(task.status == .success)
      #expect(task.message == "imported")
      #expect(task.result == .integer(3))
      #expect(task.expires == task.updated + ImageTask.lifetime)
      // Nothing comes after the end.
      recorder.report(.init(completed: 1, total: 9))
      recorder.note("more")
      usleep(400_000)
      #expect(try store.readIfPresent(id) == task)
    }
  }

  @Test func silentWorkGivesSignsOfLife() throws {
    try withTaskTrial { trial in
      let id = try trial.makeTask(status: .pending).id
      let store = trial.store()
      let recorder = try store.begin(id) {}
      try trial.age(store.layout.record(id), by: 1000)
      let elsewhere = trial.store(host: "node2")
      #expect(try eventually { try elsewhere.get(TaskIDPrefix(id)).status == .processing })
      try recorder.finish(nil)
    }
  }

  @Test func failuresAreWrittenDown() throws {
    try withTaskTrial { trial in
      let id = try trial.makeTask(status: .pending).id
      let store = trial.store()
      let recorder = try store.begin(id) {}
      try recorder.finish(PcoccError(.noSpace, "cannot write", path: "/x", advice: "free some"))
      let task = try #require(try store.readIfPresent(id))
      #expect(task.status == .failure)
      #expect(task.message == "/x: cannot write; free some")
      #expect(task.error?.code == .noSpace)
      #expect(try store.wait(for: [TaskIDPrefix(id)], atMost: 0) == [task])
    }
  }

  /// A full disk stops neither the work nor, when there is room again, the last word.
  @Test func theLastWordIsTriedAgain() throws {
    try withTaskTrial { trial in
      let id = try trial.makeTask(status: .pending).id
      let store = trial.store()
      let full = InterceptingFileSystem(before: { call in
        if call.operation == .write {
          throw PcoccError.fileSystem("cannot write", call.path, .noSpace)
        }
      })
      _ = try trial.store(files: full).begin(id) {}
      #expect(try store.readIfPresent(id)?.status == .pending)
      let recorder = try store.begin(id) {}
      let away = trial.folder.parent.appending("away")
      try FileManager.default.moveItem(atPath: trial.folder.string, toPath: away.string)
      recorder.report(.init(completed: 9, total: 9))
      usleep(300_000)
      let back = Thread {
        usleep(600_000)
        try? FileManager.default.moveItem(atPath: away.string, toPath: trial.folder.string)
      }
      back.start()
      try recorder.finish(nil)
      #expect(try store.readIfPresent(id)?.status == .success)
    }
  }

  @Test func cancellationFromAnotherNode() throws {
    try withTaskTrial { trial in
      let id = try trial.makeTask(status: .pending).id
      let asked = Mutex(0)
      let recorder = try trial.store().begin(id) { asked.withLock { $0 += 1 } }
      var timing = TaskTrial.timing
      timing.reach = 10
      let elsewhere = trial.store(host: "node2", timing: timing)
      let worker = Thread {
        while asked.withLock({ $0 }) == 0 { usleep(10_000) }
        try? recorder.finish(.interrupted(by: 15))
      }
      worker.start()
      let task = try elsewhere.cancel(try elsewhere.get(TaskIDPrefix(id)))
      #expect(task.status == .failure)
      #expect(task.message == "cancelled")
      #expect(task.error?.signal == 15)
      #expect(asked.withLock { $0 } == 1)
      #expect(trial.signals.withLock { $0 } == [])
    }
  }

  /// Whoever moves on never falls silent, which is when nothing else is left to write.
  @Test func cancellationOfATaskThatMovesOn() throws {
    try withTaskTrial { trial in
      let id = try trial.makeTask(status: .pending).id
      let isAsked = Mutex(false)
      var timing = TaskTrial.timing
      (timing.heartbeat, timing.reach) = (1000, 5)
      let recorder = try trial.store(timing: timing).begin(id) { isAsked.withLock { $0 = true } }
      let worker = Thread {
        for step in 1...800 where !isAsked.withLock(\.self) {
          recorder.report(.init(completed: step, total: 1000))
          usleep(10_000)
        }
        try? recorder.finish(.interrupted(by: 15))
      }
      worker.start()
      let elsewhere = trial.store(host: "node2", timing: timing)
      let task = try elsewhere.cancel(try elsewhere.get(TaskIDPrefix(id)))
      #expect(task.message == "cancelled")
      #expect(isAsked.withLock { $0 })
    }
  }

  /// A user over quota is still at work, whatever node is asked.
  @Test func aTaskThatCannotWriteGivesSignsOfLife() throws {
    try withTaskTrial { trial in
      let id = try trial.makeTask(status: .pending).id
      let isFull = Mutex(true)
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == .write, isFull.withLock(\.self) else { return }
        throw PcoccError.fileSystem("cannot write", call.path, .diskQuotaExceeded)
      })
      let recorder = try trial.store(files: files).begin(id) {}
      let elsewhere = trial.store(host: "node2")
      try trial.age(elsewhere.layout.record(id), by: 1000)
      #expect(try eventually { try !elsewhere.get(TaskIDPrefix(id)).status.hasEnded })
      isFull.withLock { $0 = false }
      try recorder.finish(nil)
      #expect(try elsewhere.get(TaskIDPrefix(id)).status == .success)
    }
  }

  /// One task that does not stop keeps no other one going.
  @Test func severalAreCancelledOneByOne() throws {
    try withTaskTrial { trial in
      let deaf = try trial.makeTask("0001") { $0.process.host = "node2" }
      let here = try trial.makeTask("0002")
      let results = try trial.store().cancel([deaf, here])
      #expect(throws: PcoccError.self) { try results[0].get() }
      #expect(try results[1].get().message == "cancelled")
      #expect(throws: PcoccError.interrupted(by: 2)) {
        try trial.store().cancel(
          [deaf, here], monitor: Monitor(checkCancelled: { throw PcoccError.interrupted(by: 2) }))
      }
    }
  }

  @Test func aTaskOfAnotherNodeThatDoesNotListen() throws {
    try withTaskTrial { trial in
      let task = try trial.makeTask()
      let elsewhere = trial.store(host: "node2")
      let error = #expect(throws: PcoccError.self) { try elsewhere.cancel(task) }
      #expect(error?.code == .busy)
      #expect(trial.signals.withLock { $0 } == [])
    }
  }

  /// Nobody knows whether it lives, but it is not wanted any more.
  @Test func aTaskOfASilentNode() throws {
    try withTaskTrial { trial in
      let made = try trial.makeTask()
      let elsewhere = trial.store(host: "node2")
      let trace = trial.folder.appending("repository/.tmp/node1.42.\(made.id.token)00/blob")
      try trial.write(trace)
      try trial.age(elsewhere.layout.record(made.id), by: 100)
      let lost = try elsewhere.get(TaskIDPrefix(made.id))
      elsewhere.sweep([lost])
      #expect(trial.exists(trace))
      #expect(try elsewhere.cancel(lost).status == .failure)
      #expect(!trial.exists(trace))
      #expect(try elsewhere.get(TaskIDPrefix(made.id)).message == "cancelled")
      #expect(trial.exists(elsewhere.layout.cancellation(made.id)))
    }
  }

  @Test func aTaskOfThisNodeIsAskedAndThenKilled() throws {
    try withTaskTrial { trial in
      let task = try trial.makeTask()
      let ended = try trial.store().cancel(task)
      #expect(trial.signals.withLock { $0 } == [ProcessSignal.terminate, ProcessSignal.kill])
      #expect(ended.message == "cancelled")
      #expect(ended.error?.code == .interrupted)
    }
  }

  @Test func anEndedTaskStaysAsItIs() throws {
    try withTaskTrial { trial in
      let task = try trial.makeTask(status: .success)
      #expect(try trial.store().cancel(task) == task)
      #expect(!trial.exists(trial.store().layout.cancellation(task.id)))
    }
  }

  @Test func waitEndsWithTheTimeOrTheSignal() throws {
    try withTaskTrial { trial in
      let id = TaskIDPrefix(try trial.makeTask().id)
      let ended = TaskIDPrefix(try trial.makeTask("0002", status: .success).id)
      #expect(try trial.store().wait(for: [ended, id], atMost: 0.1) == nil)
      let error = #expect(throws: PcoccError.self) {
        try trial.store().wait(
          for: [id], atMost: nil,
          monitor: Monitor(checkCancelled: { throw PcoccError.interrupted(by: 2) }))
      }
      #expect(error?.signal == 2)
      #expect(try trial.store().wait(for: [ended, ended], atMost: 0)?.count == 2)
    }
  }
}
