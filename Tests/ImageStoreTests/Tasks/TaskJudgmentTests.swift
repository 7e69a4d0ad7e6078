import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// Whether a task goes on is found out by who looks.
@Suite struct TaskJudgmentTests {
  /// One who looks, and what is seen.
  struct Case: Sendable {
    var host = "node1"
    var boot = "boot"
    var namespace: UInt64 = 7
    /// When process 42 was started there; nil where none lives.
    var started: UInt64? = 1000
    /// For how many seconds the task has written nothing.
    var silence: Double = 0
    var status: TaskStatus
    var isSweepable = false
  }

  @Test(arguments: [
    Case(status: .processing),
    Case(silence: 9999, status: .processing),
    Case(started: nil, status: .failure, isSweepable: true),
    Case(started: 1001, status: .failure, isSweepable: true),
    Case(host: "node2", status: .processing),
    Case(host: "node2", started: nil, silence: 50, status: .processing),
    Case(host: "node2", silence: 70, status: .failure),
    Case(host: "node2", silence: 700, status: .failure, isSweepable: true),
    Case(boot: "later", started: nil, silence: 10, status: .processing),
    Case(boot: "later", silence: 70, status: .failure),
    Case(namespace: 8, started: nil, silence: 10, status: .processing),
    Case(namespace: 8, silence: 70, status: .failure),
  ])
  func whoLooks(_ table: Case) throws {
    try withTaskTrial { trial in
      let made = try trial.makeTask()
      try trial.age(trial.store().layout.record(made.id), by: table.silence)
      trial.living.withLock { $0[42] = table.started }
      let store = trial.store(host: table.host, boot: table.boot, namespace: table.namespace)
      let task = try store.get(TaskIDPrefix(made.id))
      #expect(task.status == table.status)
      #expect(task.isSweepable == table.isSweepable)
      #expect(task.isLost == (table.status == .failure))
      #expect(try store.list().map(\.status) == [table.status])
      guard table.status == .failure else { return }
      #expect(task.error?.code == .other)
      let reason =
        table.isSweepable && table.silence == 0 ? "ended without a word" : "has not been heard of"
      #expect(task.message.contains(reason))
      #expect(task.expires == made.updated + ImageTask.lifetime)
    }
  }

  /// The last word comes before the end, but may come after somebody began to look.
  @Test func aTaskThatEndsWhileItIsLookedAt() throws {
    try withTaskTrial { trial in
      let stale = try trial.makeTask()
      try trial.makeTask(status: .success)
      trial.living.withLock { $0[42] = nil }
      #expect(trial.store().judged(stale).status == .success)
    }
  }

  @Test func aPendingTaskWhoseProcessIsGone() throws {
    try withTaskTrial { trial in
      let made = try trial.makeTask(status: .pending)
      #expect(try trial.store().get(TaskIDPrefix(made.id)).status == .pending)
      trial.living.withLock { $0[42] = nil }
      #expect(try trial.store().get(TaskIDPrefix(made.id)).status == .failure)
    }
  }

  @Test func endedTasksAreNotJudged() throws {
    try withTaskTrial { trial in
      let made = try trial.makeTask(status: .success)
      trial.living.withLock { $0[42] = nil }
      #expect(try trial.store().get(TaskIDPrefix(made.id)) == made)
    }
  }

  @Test func startTimesOfProcesses() {
    let rest = (4...21).map(String.init).joined(separator: " ")
    let time = { ProcessStartTime(parsing: $0)?.ticks }
    #expect(time("42 (pcocc) S \(rest) 77 23") == 77)
    #expect(time("42 (a) Z 1) (b) R \(rest) 77 23") == 77)
    #expect(time("42 (pcocc) Z \(rest) 77 23") == nil)
    #expect(time("42 (pcocc) X \(rest) 77") == nil)
    #expect(time("42 (pcocc) S \(rest)") == nil)
    #expect(time("42 (pcocc) S \(rest) -1") == nil)
    #expect(time("42 pcocc S") == nil)
    #expect(time("") == nil)
  }

  @Test func processesOfThisNode() throws {
    let files = LocalFileSystem()
    let table = try ProcessTable(of: "here", files)
    let own = try #require(try table.identity(of: getpid()))
    #expect(table.life(of: own) == .lives)
    #expect(own.boot.count == 36)
    var other = own
    other.started += 1
    #expect(table.life(of: other) == .gone)
    #expect(try !table.signal(other, ProcessSignal.kill))
    other.boot = ""
    #expect(table.life(of: other) == .elsewhere)
    #expect(try table.identity(of: .max) == nil)
    #expect(try !ProcessSignal.send(ProcessSignal.kill, to: -1) { true })
    #expect(try !ProcessSignal.send(ProcessSignal.kill, to: .max) { true })
  }
}
