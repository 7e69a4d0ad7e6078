import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// A task of Swift's that is cancelled ends the work that it does, and nothing is left behind.
struct TaskCancellationTests {
  private static let block = [UInt8](repeating: 7, count: 1 << 20)

  private final class Flag: Sendable {
    private let isSet = Atomic(false)
    func set() { isSet.store(true, ordering: .relaxed) }
    func wait() {
      while !isSet.load(ordering: .relaxed) { Thread.sleep(forTimeInterval: 0.001) }
    }
  }

  /// On a thread of its own: those of tasks may all be at work.
  private func whenSet(_ flag: Flag, _ body: @escaping @Sendable () -> Void) {
    Thread.detachNewThread {
      flag.wait()
      body()
    }
  }

  @Test func anUploadThatNeverEnds() async throws {
    let folder = FilePath(NSTemporaryDirectory()).appending("pcocc-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let store = try TestStore(folder)
    let hasBegun = Flag()
    let task = Task {
      try await Monitor.withTaskCancellation { monitor in
        let image = try store.manager.create(ImageReference("box"))
        return try store.manager.upload(image, monitor: monitor) { () -> [UInt8]? in
          hasBegun.set()
          Thread.sleep(forTimeInterval: 0.01)
          return Self.block
        }
      }
    }
    whenSet(hasBegun) { task.cancel() }
    let error = await #expect(throws: PcoccError.self) { try await task.value }
    #expect(error?.code == .interrupted)
    #expect(Array(try store.manager.list()).isEmpty)
    #expect(try store.leftovers(in: store.repository()) == [])
  }

  /// A thread that waits for a reader asks as well, which is not the task's own.
  @Test func aDownloadThatNobodyReads() async throws {
    let folder = FilePath(NSTemporaryDirectory()).appending("pcocc-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      atPath: folder.string, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder.string) }
    let store = try TestStore(folder)
    _ = try store.manager.upload(
      store.manager.create(ImageReference("box")), from: Array(repeating: Self.block, count: 40))
    let pipe = try FileDescriptor.pipe()
    defer {
      try? pipe.readEnd.close()
      try? pipe.writeEnd.close()
    }
    let task = Task {
      try await Monitor.withTaskCancellation { monitor in
        try store.manager.download(
          ImageReference("box"), to: .stream(pipe.writeEnd), monitor: monitor)
      }
    }
    Thread.detachNewThread {
      var byte: UInt8 = 0
      _ = try? withUnsafeMutableBytes(of: &byte) { try pipe.readEnd.read(into: $0) }
      task.cancel()
    }
    let error = await #expect(throws: PcoccError.self) { try await task.value }
    #expect(error?.code == .interrupted)
  }

  @Test func oneThatIsNotCancelledReportsItsProgress() async throws {
    let reports = Mutex<[Monitor.Progress]>([])
    try await Monitor.withTaskCancellation { progress in
      reports.withLock { $0.append(progress) }
    } _: { monitor in
      try monitor.checkCancelled()
      monitor.report(completed: 1, of: 2)
    }
    #expect(reports.withLock(\.self) == [Monitor.Progress(completed: 1, total: 2)])
  }
}
