extension VmdkExtent {
  /// Parses `ACCESS sectors KIND "name" [offset]`; nil where that is not what the line is.
  init?(_ line: Substring) {
    let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
    guard parts.count == 1 || parts.count == 3 else { return nil }
    let words = parts[0].words
    guard words.count == 3, let access = Access(rawValue: String(words[0])),
      let size = Self.bytes(words[1]), size > 0, let kind = Kind(rawValue: String(words[2]))
    else { return nil }
    self.access = access
    self.size = size
    self.kind = kind
    offset = 0
    if parts.count == 1 {
      guard kind == .zero else { return nil }
      return
    }
    guard kind != .zero, !parts[1].isEmpty else { return nil }
    fileName = String(parts[1])
    let rest = parts[2].words
    guard rest.count <= 1, kind != .flat || rest.count == 1 else { return nil }
    if let word = rest.first {
      guard let offset = Self.bytes(word) else { return nil }
      self.offset = offset
    }
  }

  /// Sectors of 512, as decimal digits without a sign, in bytes.
  private static func bytes(_ word: Substring) -> Int? {
    guard word.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }),
      let sectors = Int(word)
    else { return nil }
    let (bytes, overflow) = sectors.multipliedReportingOverflow(by: 512)
    return overflow ? nil : bytes
  }
}

extension Substring {
  fileprivate var words: [Substring] { split { $0 == " " || $0 == "\t" } }
}
