import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

@Suite struct TaskStoreTests {
  @Test func theFileTellsEverything() throws {
    try withTaskTrial { trial in
      let task = try trial.makeTask(status: .failure) {
        $0.message = "stopped (SIGTERM)"
        $0.failure = TaskFailure(code: .interrupted, signal: 15)
        $0.result = .object(["size": .integer(7), "names": .array([.string("a"), .null])])
      }
      let store = trial.store()
      #expect(try store.get(TaskIDPrefix(task.id)) == task)
      #expect(task.error?.signal == 15)
      let status = try LocalFileSystem().status(
        of: store.layout.record(task.id), followingLinks: false)
      #expect(status.mode == 0o600)
      #expect(try LocalFileSystem().status(of: trial.folder, followingLinks: false).mode == 0o700)
    }
  }

  @Test func tasksAreFoundByTheBeginningOfTheirIDs() throws {
    try withTaskTrial { trial in
      let first = try trial.makeTask("abcd")
      try trial.makeTask("abce")
      let store = trial.store()
      #expect(try store.get(TaskIDPrefix("ABCD")) == first)
      #expect(try store.get(TaskIDPrefix(first.id.description)) == first)
      // Without a folder there is none, too.
      for (text, code) in [("abcf", PcoccError.Code.notFound), ("abcd1", .notFound)] {
        let error = #expect(throws: PcoccError.self) { try store.get(TaskIDPrefix(text)) }
        #expect(error?.code == code)
      }
      try trial.makeTask("abcd") { $0.id = TaskID("abcdffff-0000-4000-8000-000000000000") ?? $0.id }
      let error = #expect(throws: PcoccError.self) { try store.get(TaskIDPrefix("abcd")) }
      #expect(error?.code == .usage)
      #expect(error?.message.contains("2 tasks") == true)
      for text in ["abc", "", "../../x", "abcdg", String(repeating: "a", count: 37)] {
        #expect(throws: PcoccError.self) { try TaskIDPrefix(text) }
      }
    }
  }

  @Test func withoutAFolderThereAreNoTasks() throws {
    try withTaskTrial { trial in
      let tasks = try trial.store().list()
      #expect(tasks == [])
      #expect(!trial.exists(trial.folder))
    }
  }

  @Test func aFolderThatOthersMayReadIsClosed() throws {
    try withTaskTrial { trial in
      try FileManager.default.createDirectory(
        atPath: trial.folder.string, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o755])
      try trial.store().requireFolder()
      #expect(try LocalFileSystem().status(of: trial.folder, followingLinks: false).mode == 0o700)
    }
  }

  @Test func expiredTasksGo() throws {
    try withTaskTrial { trial in
      let old = try trial.makeTask("0001", status: .success)
      let lost = try trial.makeTask("0002")
      let fresh = try trial.makeTask("0003", status: .success) { $0.expires = 1_900_000_000 }
      let running = try trial.makeTask("0004") { $0.process.process = 43 }
      trial.living.withLock { $0 = [43: 1000] }
      let layout = trial.store().layout
      let orphan = layout.folder.appending(".in-abcd")
      try trial.write(layout.log(old.id))
      try trial.write(layout.log(fresh.id))
      try trial.write(orphan)
      let past = Date().timeIntervalSince1970 - 1_800_000_000 + 200 * 3600
      for path in [old, lost, fresh, running].map({ layout.record($0.id) }) + [orphan] {
        try trial.age(path, by: past)
      }
      try trial.age(layout.log(fresh.id), by: past)
      #expect(try trial.store(after: 47 * 3600).list().count == 4)
      #expect(try trial.store(after: 49 * 3600).list().map(\.id) == [fresh.id, running.id])
      let names = try LocalFileSystem().entries(of: trial.folder)
      #expect(names.count == 3, "\(names)")
    }
  }

  @Test func aTaskThatCannotBeStartedIsNone() throws {
    try withTaskTrial { trial in
      let error = #expect(throws: PcoccError.self) {
        try trial.store().create(TaskPlan(type: .import), arguments: []) { _, output in
          try trial.write(output)
          throw PcoccError(.other, "no process")
        }
      }
      #expect(error?.message == "no process")
      let names = try LocalFileSystem().entries(of: trial.folder)
      #expect(names == [])
    }
  }

  @Test func onlyTheProcessOfATaskTakesItOn() throws {
    try withTaskTrial { trial in
      let task = try trial.makeTask(status: .pending)
      trial.living.withLock { $0[43] = 1000 }
      #expect(throws: PcoccError.self) { try trial.store(process: 43).begin(task.id) {} }
      let recorder = try trial.store().begin(task.id) {}
      #expect(try trial.store().get(TaskIDPrefix(task.id)).status == .processing)
      try recorder.finish(nil)
      #expect(throws: PcoccError.self) { try trial.store().begin(task.id) {} }
    }
  }

  @Test func sweepingTakesTheTracesOfTheTaskAndNoOthers() throws {
    try withTaskTrial { trial in
      let task = try trial.makeTask()
      let token = task.id.token
      let repository = trial.folder.appending("repository")
      let other = String(repeating: "f", count: 48)
      let traces = [
        ".tmp/node1.example.org.42.\(token)0123456789abcdef/blob", "data/ab/.in-\(token)01",
        "meta/.in-\(token)02", "attributes/.in-\(token)03", "../exports/.in-\(token)04",
      ]
      let rest = [
        ".tmp/node1.42.\(other)/blob", "data/ab/.in-\(other)", "meta/box@0", "meta/\(token)",
        "../exports/.in-\(other)", "../exports/\(token)", ".trash/run.\(token)/data/blob",
      ]
      for name in traces + rest { try trial.write(repository.appending(name)) }
      let store = trial.store()
      store.sweep(try store.list())
      #expect(traces.allSatisfy { trial.exists(repository.appending($0)) })
      trial.living.withLock { $0[42] = nil }
      store.sweep(try store.list())
      for name in traces { #expect(!trial.exists(repository.appending(name)), "\(name)") }
      #expect(!trial.exists(repository.appending(traces[0]).parent))
      for name in rest { #expect(trial.exists(repository.appending(name)), "\(name)") }
      // Once is enough.
      try trial.write(repository.appending(traces[1]))
      store.sweep(try store.list())
      #expect(trial.exists(repository.appending(traces[1])))
      #expect(trial.warnings.all == [])
    }
  }

  /// A folder that cannot be read just now is not an empty one.
  @Test func whatCouldNotBeSweptIsSweptLater() throws {
    try withTaskTrial { trial in
      let task = try trial.makeTask()
      let export = trial.folder.appending("exports/.in-\(task.id.token)04")
      let blob = trial.folder.appending("repository/data/ab/.in-\(task.id.token)01")
      for path in [export, blob] { try trial.write(path) }
      trial.living.withLock { $0[42] = nil }
      let broken = InterceptingFileSystem(before: { call in
        guard call.operation == .entries, call.path == export.parent else { return }
        throw PcoccError.fileSystem("cannot read folder", call.path, .ioError)
      })
      let tasks = try trial.store().list()
      trial.store(files: broken).sweep(tasks)
      #expect(trial.exists(export))
      #expect(!trial.exists(blob))
      #expect(trial.warnings.all.map(\.cause) == [.ioError])
      trial.store().sweep(tasks)
      #expect(!trial.exists(export))
      #expect(trial.warnings.all.count == 1)
    }
  }
}
