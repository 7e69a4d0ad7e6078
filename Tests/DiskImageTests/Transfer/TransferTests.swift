import Dispatch
import FileSupport
import Glibc
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

/// What all writers share: order, errors, cancellation, memory.
@Suite struct TransferTests {
  private static let data = Extent.Content.plain(fileOffset: 0)
  private static let packed = Extent.Content.compressed(fileOffset: 0, length: 1, skip: 0)

  static let outputs: [OutputFormat] = [
    .raw, .qcow2(Qcow2Options()), .qcow2(Qcow2Options(compression: .zstd)),
  ]

  private func withFile(
    _ system: any FileSystem = LocalFileSystem(), _ body: (any File) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      try body(try system.createFile(folder.appending("out"), mode: .ownerReadWrite))
    }
  }

  @Test func keepsTheOrderWhenReadsTakeTheirTime() throws {
    let disk = SyntheticDisk([(30 << 20 + 512, Self.data)]) { extent in
      // The first of every four chunks is by far the last to be there.
      if extent.range.lowerBound >> 20 % 4 == 0 { usleep(20_000) }
    }
    let sink = MemorySink()
    try ImageWriter.write(disk, as: .raw, to: sink)
    #expect(sink.bytes == SyntheticDisk.bytes(0..<30 << 20 + 512))
    #expect(sink.isFinished)
  }

  @Test func unpacksEachClusterOnce() throws {
    let disk = SyntheticDisk(
      (0..<10).map { _ in (2 << 20, Self.packed) }, clusterSize: 2 << 20)
    let sink = MemorySink()
    try ImageWriter.write(disk, as: .qcow2(Qcow2Options()), to: sink)
    #expect(disk.soFar.reads == 10)
    #expect(Array(sink.bytes.suffix(20 << 20)) == SyntheticDisk.bytes(0..<20 << 20))
  }

  @Test(arguments: outputs)
  func stopsWhenItIsCancelled(_ output: OutputFormat) throws {
    let checks = Mutex(0)
    let monitor = Monitor(checkCancelled: {
      let count = checks.withLock { count in
        count += 1
        return count
      }
      // Planning asks about once in 8 MiB, the transfer at least once in 2 MiB.
      if count > 20 { throw PcoccError.interrupted(by: 15) }
    })
    let disk = SyntheticDisk([(100 << 20, Self.data)])
    try withFile { file in
      #expect(throws: PcoccError.interrupted(by: 15)) {
        try ImageWriter.write(disk, as: output, to: file, monitor: monitor)
      }
    }
    #expect(disk.soFar.bytes < 60 << 20)
  }

  @Test(arguments: outputs)
  func passesOnWhatTheReaderThrows(_ output: OutputFormat) throws {
    let failure = PcoccError(.corrupt, "bad sector")
    let disk = SyntheticDisk([(16 << 20, Self.packed), (16 << 20, Self.packed)]) {
      if $0.range.upperBound > 20 << 20 { throw failure }
    }
    try withFile { file in
      #expect(throws: failure) { try ImageWriter.write(disk, as: output, to: file) }
    }
  }

  @Test(arguments: outputs)
  func passesOnWhatTheFileThrows(_ output: OutputFormat) throws {
    let writes = Mutex(0)
    let full = PcoccError.fileSystem("cannot write", FilePath("out"), .noSpace)
    let system = InterceptingFileSystem(before: { call in
      guard call.operation == .write else { return }
      let isFull = writes.withLock { count in
        count += 1
        return count > 3
      }
      if isFull { throw full }
    })
    let disk = SyntheticDisk([(200 << 20, Self.packed)], clusterSize: 2 << 20)
    try withFile(system) { file in
      #expect(throws: full) { try ImageWriter.write(disk, as: output, to: file) }
    }
    #expect(disk.soFar.bytes < 100 << 20)
  }

  @Test func reportsProgressToTheEnd() throws {
    let seen = Mutex<[Monitor.Progress]>([])
    let monitor = Monitor(report: { progress in seen.withLock { $0.append(progress) } })
    let disk = SyntheticDisk([(3 << 20, Self.data), (9 << 20, .zero), (1 << 20, Self.data)])
    try ImageWriter.write(disk, as: .raw, to: MemorySink(), monitor: monitor)
    let all = seen.withLock { $0 }
    #expect(all.map(\.completed) == all.map(\.completed).sorted())
    #expect(all.allSatisfy { $0.total == 13 << 20 })
    #expect(all.last?.completed == 13 << 20)
    #expect(all.count > 3)
  }

  /// A sink whose thread stands still until it is told to go on.
  private final class StalledSink: ByteSink, @unchecked Sendable {
    private let worker = SerialWorker("stalled")
    private let gate = DispatchSemaphore(value: 0)

    init() throws {
      try worker.submit { [gate] in gate.wait() }
    }

    func open() { gate.signal() }
    func write(_ chunk: Chunk) throws { try worker.submit { _ = chunk.count } }
    func skip(_ count: Int) throws {}
    func finish() throws { try worker.finish() }
  }

  @Test func readsNoFurtherThanThePoolGoes() throws {
    let disk = SyntheticDisk([(100 << 20, Self.data)])
    let sink = try StalledSink()
    let done = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      #expect(throws: Never.self) { try ImageWriter.write(disk, as: .raw, to: sink) }
      done.signal()
    }
    #expect(done.wait(timeout: .now() + 0.5) == .timedOut)
    #expect(disk.soFar.bytes <= 24 << 20)
    sink.open()
    done.wait()
    #expect(disk.soFar.bytes == 100 << 20)
  }

  @Test func refusesToCompressIntoAPipe() {
    let error = #expect(throws: PcoccError.self) {
      try ImageWriter.write(
        SyntheticDisk([]), as: .qcow2(Qcow2Options(compression: .zlib)), to: MemorySink())
    }
    #expect(error?.code == .unsupported)
  }
}
