internal import FileSupport
internal import Synchronization

/// The pieces of an image's tables that were last read.
final class TableCache<Word: FixedWidthInteger & Sendable>: Sendable {
  fileprivate struct State {
    var pages: [Int: [Word]] = [:]
    /// The offsets of `pages` in a ring, the oldest at `oldest`.
    var ring: [Int] = []
    var oldest = 0
  }

  /// Bytes of the largest piece.
  let pageSize: Int
  private let file: any File
  private let order: HeaderFields.ByteOrder
  private let state = Mutex(State())
  private let capacity: Int

  /// One table leads to the next, so that fewer pages would be read again and again.
  private static var smallestCapacity: Int { 4 }

  /// - Parameter size: bytes that are kept, unless they are less than a few pages.
  init(
    _ file: any File, _ order: HeaderFields.ByteOrder, pageSize: Int, size: Int = 4 << 20
  ) {
    self.file = file
    self.order = order
    self.pageSize = pageSize
    capacity = max(size / pageSize, Self.smallestCapacity)
  }

  /// The `count` words at `offset` of the file, at most a page of them.
  func words(at offset: Int, count: Int) throws -> [Word] {
    // In a corrupt image tables of different kinds may lie at one place.
    if let page = state.withLock({ $0.pages[offset] }), page.count == count { return page }
    // Two threads may read the same piece; neither waits for the other's disk.
    let page: [Word] = try file.words(at: offset, count: count, order)
    state.withLock { $0.insert(page, at: offset, capacity: capacity) }
    return page
  }
}

extension TableCache.State {
  fileprivate mutating func insert(_ page: [Word], at offset: Int, capacity: Int) {
    guard pages.updateValue(page, forKey: offset) == nil else { return }
    guard ring.count == capacity else { return ring.append(offset) }
    pages[ring[oldest]] = nil
    ring[oldest] = offset
    oldest = (oldest + 1) % capacity
  }
}
