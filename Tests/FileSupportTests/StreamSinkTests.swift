import Dispatch
import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct StreamSinkTests {
  @Test func writesZerosLikeAllOtherBytes() throws {
    let pipe = try FileDescriptor.pipe()
    let received = Mutex<[UInt8]>([])
    let done = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      var buffer = [UInt8](repeating: 0, count: 65536)
      while let count = try? buffer.withUnsafeMutableBytes({ try pipe.readEnd.read(into: $0) }),
        count > 0
      {
        received.withLock { $0 += buffer.prefix(count) }
      }
      done.signal()
    }
    let pool = ChunkPool(chunkSize: 100_000, count: 2)
    let sink = StreamSink(pipe.writeEnd)
    for number: UInt8 in 1...5 {
      try sink.write(pool.chunk([UInt8](repeating: number, count: 100_000)))
      try sink.skip(10_001)
    }
    try sink.finish()
    try pipe.writeEnd.close()
    done.wait()
    try pipe.readEnd.close()
    let expected = (1...5).flatMap {
      [UInt8](repeating: UInt8($0), count: 100_000) + [UInt8](repeating: 0, count: 10_001)
    }
    #expect(received.withLock { $0 } == expected)
  }

  private struct Output: Sendable {
    var options: FileDescriptor.OpenOptions = []
    /// Bytes that the file has already.
    var oldSize = 0
    var hasHoles = false
  }

  @Test(arguments: [
    Output(hasHoles: true), Output(options: .append, oldSize: 3), Output(oldSize: 1 << 20),
  ])
  private func aFileHasHolesWhereNothingIsBeneath(_ output: Output) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("file")
      let oldBytes = [UInt8](repeating: 9, count: output.oldSize)
      try Data(oldBytes).write(to: URL(fileURLWithPath: path.string))
      let file = try FileDescriptor.open(path, .writeOnly, options: output.options)
      defer { try? file.close() }
      let sink = StreamSink(file)
      try sink.write(ChunkPool(chunkSize: 3, count: 1).chunk([1, 2, 3]))
      try sink.skip(1 << 19)
      try sink.finish()
      let written: [UInt8] = [1, 2, 3] + [UInt8](repeating: 0, count: 1 << 19)
      let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path.string)))
      let kept = output.options.contains(.append) ? oldBytes : []
      #expect(bytes == kept + written + oldBytes.dropFirst(kept.count + written.count))
      let status = try LocalFileSystem().status(of: path, followingLinks: false)
      #expect((status.allocated < 1 << 18) == output.hasHoles)
    }
  }

  @Test func throwsWhereNobodyReads() throws {
    _ = SignalWatch.ignoreBrokenPipes()
    let pipe = try FileDescriptor.pipe()
    try pipe.readEnd.close()
    defer { try? pipe.writeEnd.close() }
    let sink = StreamSink(pipe.writeEnd)
    let error = #expect(throws: PcoccError.self) {
      try sink.write(ChunkPool(chunkSize: 1, count: 1).chunk([1]))
      try sink.finish()
    }
    #expect(error?.code == .io)
    #expect(error?.cause == .brokenPipe)
  }

  @Test func stopsWhileTheReaderStandsStill() throws {
    let pipe = try FileDescriptor.pipe()
    defer {
      try? pipe.readEnd.close()
      try? pipe.writeEnd.close()
    }
    let start = ContinuousClock.now
    let monitor = Monitor(checkCancelled: {
      if ContinuousClock.now - start > .milliseconds(300) { throw PcoccError.interrupted(by: 1) }
    })
    let sink = StreamSink(pipe.writeEnd, monitor: monitor)
    let pool = ChunkPool(chunkSize: 1 << 20, count: 2)
    #expect(throws: PcoccError.interrupted(by: 1)) {
      for _ in 0..<10 {
        let chunk = pool.take()
        chunk.count = pool.chunkSize
        try sink.write(chunk)
      }
      try sink.finish()
    }
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  /// What an export that failed has left behind must not get into a file that is opened next.
  @Test func writesNothingMoreWhenItIsGone() throws {
    let pipe = try FileDescriptor.pipe()
    defer {
      try? pipe.readEnd.close()
      try? pipe.writeEnd.close()
    }
    let pool = ChunkPool(chunkSize: 1 << 20, count: 4)
    let start = ContinuousClock.now
    do {
      let sink = StreamSink(pipe.writeEnd)
      for _ in 0..<4 {
        let chunk = pool.take()
        chunk.count = pool.chunkSize
        try sink.write(chunk)
      }
    }
    #expect(ContinuousClock.now - start < .seconds(5))
    let flags = fcntl(pipe.readEnd.rawValue, F_SETFL, O_NONBLOCK)
    #expect(flags == 0)
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var count = 0
    while let more = try? buffer.withUnsafeMutableBytes({ try pipe.readEnd.read(into: $0) }),
      more > 0
    {
      count += more
    }
    // What the pipe held, and no chunk that waited behind it.
    #expect(count <= 1 << 20)
  }
}
