internal import FileSupport
internal import Synchronization

/// The pieces of L1 and L2 tables that were last read, at most 4 MiB of them.
final class Qcow2TableCache: Sendable {
  fileprivate struct State {
    var pages: [Int: [UInt64]] = [:]
    /// The offsets of `pages` in a ring, the oldest at `oldest`.
    var ring: [Int] = []
    var oldest = 0
  }

  private let file: any File
  private let capacity: Int
  private let state = Mutex(State())

  /// - Parameter pageSize: bytes of the largest piece.
  init(_ file: any File, pageSize: Int) {
    self.file = file
    capacity = (4 << 20) / pageSize
  }

  /// The `count` words at `offset` of the file; the same offset always goes with the same count.
  func words(at offset: Int, count: Int) throws -> [UInt64] {
    if let page = state.withLock({ $0.pages[offset] }) { return page }
    // Two threads may read the same piece; neither waits for the other's disk.
    let page = try file.bigEndianWords(at: offset, count: count)
    state.withLock { $0.insert(page, at: offset, capacity: capacity) }
    return page
  }
}

extension Qcow2TableCache.State {
  fileprivate mutating func insert(_ page: [UInt64], at offset: Int, capacity: Int) {
    guard pages.updateValue(page, forKey: offset) == nil else { return }
    guard ring.count == capacity else { return ring.append(offset) }
    pages[ring[oldest]] = nil
    ring[oldest] = offset
    oldest = (oldest + 1) % capacity
  }
}
