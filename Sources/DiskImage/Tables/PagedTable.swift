/// A table of numbers that lies in one piece in a file, read page by page when it is needed.
struct PagedTable<Word: FixedWidthInteger & Sendable>: Sendable {
  /// Where it begins in the file.
  let offset: Int
  let count: Int
  private let cache: TableCache<Word>
  private let pageCount: Int

  /// - Parameter offset: the table lies whole inside the file.
  init(_ cache: TableCache<Word>, at offset: Int, count: Int) {
    self.cache = cache
    self.offset = offset
    self.count = count
    pageCount = cache.pageSize / MemoryLayout<Word>.size
  }

  /// The entry `index`, which is one of the table's.
  subscript(index: Int) -> Word {
    get throws {
      let (words, first) = try page(index)
      return words[index - first]
    }
  }

  /// The first entry from `index` on that `isWanted`; the end of the table where there is none.
  func first(from index: Int, where isWanted: (Word) -> Bool) throws -> Int {
    var index = index
    while index < count {
      let (words, first) = try page(index)
      if let found = words[(index - first)...].firstIndex(where: isWanted) { return first + found }
      index = first + words.count
    }
    return count
  }

  /// The page around an entry, and the number of its first entry.
  private func page(_ index: Int) throws -> (words: [Word], first: Int) {
    let first = index / pageCount * pageCount
    let words = try cache.words(
      at: offset + first * MemoryLayout<Word>.size, count: min(pageCount, count - first))
    return (words, first)
  }
}
