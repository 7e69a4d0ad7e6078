import Dispatch
import FileSupport
import Testing

@Suite struct ChunkPoolTests {
  @Test func waitsForAChunkToComeBack() throws {
    let pool = ChunkPool(chunkSize: 4096, count: 2)
    let first = pool.take()
    let taken = DispatchSemaphore(value: 0)
    do {
      let second = pool.take()
      #expect(first.buffer.baseAddress != second.buffer.baseAddress)
      DispatchQueue.global().async {
        withExtendedLifetime(pool.take()) { _ = taken.signal() }
      }
      #expect(taken.wait(timeout: .now() + 0.2) == .timedOut)
      withExtendedLifetime(second) {}
    }
    #expect(taken.wait(timeout: .now() + 5) == .success)
    withExtendedLifetime(first) {}
  }

  @Test func givesAlignedMemory() {
    let pool = ChunkPool(chunkSize: 8192, count: 3)
    let chunks = (0..<3).map { _ in pool.take() }
    for chunk in chunks {
      #expect(chunk.buffer.count == 8192)
      #expect(Int(bitPattern: chunk.buffer.baseAddress) % 4096 == 0)
      #expect(chunk.bytes.isEmpty)
    }
  }

  @Test func outlivesItsOwner() {
    var pool: ChunkPool? = ChunkPool(chunkSize: 4096, count: 1)
    let chunk = pool?.take()
    pool = nil
    chunk?.count = 4096
    #expect(chunk?.bytes.count == 4096)
  }
}
