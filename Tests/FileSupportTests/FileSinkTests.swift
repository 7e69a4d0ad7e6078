import FileSupport
import SystemPackage
import TestSupport
import Testing

@Suite struct FileSinkTests {
  private func withFile(_ body: (any File) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try body(LocalFileSystem().createFile(folder.appending("out"), mode: .ownerReadWrite))
    }
  }

  @Test func writesChunksAndHolesInOrder() throws {
    try withFile { file in
      let pool = ChunkPool(chunkSize: 10_000, count: 2)
      let sink = FileSink(file)
      for number in 1...20 {
        try sink.write(pool.chunk([UInt8](repeating: UInt8(number), count: number * 500)))
        try sink.skip(number)
      }
      try sink.finish()
      let expected = (1...20).flatMap { number in
        [UInt8](repeating: UInt8(number), count: number * 500)
          + [UInt8](repeating: 0, count: number)
      }
      #expect(try file.status().size == expected.count)
      #expect(try file.bytes(at: 0, count: expected.count) == expected)
    }
  }

  @Test func leavesHolesForBlocksOfZeros() throws {
    try withFile { file in
      // Blocks are those of the file, wherever a chunk begins.
      var bytes = [UInt8](repeating: 0, count: 1 << 20)
      bytes[0] = 1
      bytes[500_000] = 2
      bytes[bytes.count - 1] = 3
      let sink = FileSink(file)
      try sink.skip(1000)
      try sink.write(ChunkPool(chunkSize: 1 << 20, count: 1).chunk(bytes))
      try sink.finish()
      #expect(try file.bytes(at: 1000, count: bytes.count) == bytes)
      #expect(try file.status().allocated <= 4 * 4096)
    }
  }

  @Test func setsTheLengthWhereAHoleIsLast() throws {
    try withFile { file in
      let sink = FileSink(file)
      try sink.skip(5 << 30)
      try sink.finish()
      let status = try file.status()
      #expect(status.size == 5 << 30)
      #expect(status.allocated == 0)
    }
  }

  @Test func throwsWhatTheFileThrows() throws {
    let full = PcoccError.fileSystem("cannot write", FilePath("out"), .noSpace)
    let system = InterceptingFileSystem(before: {
      if $0.operation == .write { throw full }
    })
    try withTemporaryFolder { folder in
      let file = try system.createFile(folder.appending("out"), mode: .ownerReadWrite)
      let pool = ChunkPool(chunkSize: 4096, count: 1)
      let sink = FileSink(file)
      #expect(throws: full) {
        // One chunk is all there is: those that are dropped after the error must come back.
        for _ in 0..<10 { try sink.write(pool.chunk([1])) }
        try sink.finish()
      }
    }
  }
}
