/// The blobs whose bytes are read and compared with their names.
public enum BlobSelection: Sendable, Hashable {
  /// Every blob.
  case all
  /// No blob; their formats are checked all the same.
  case none
  /// Random ones, which make up at least this fraction of all bytes.
  case sample(Double)
  /// Those of one part, counted from 1, of so many; each blob is always in the same part.
  ///
  /// Only for these is the format checked too, so that all parts together read everything once.
  case part(Int, of: Int)
}

extension BlobSelection {
  /// Whether a blob's format is checked.
  func includesFormat(of digest: Digest) -> Bool {
    guard case .part(let part, let count) = self else { return true }
    return digest.part(of: count) == part
  }

  /// Which of these blobs are to be digested.
  ///
  /// - Parameter blobs: with their lengths in bytes.
  /// - Returns: a yes or no for each.
  func choose(_ blobs: [(digest: Digest, size: Int)]) -> [Bool] {
    switch self {
    case .all: return blobs.map { _ in true }
    case .none: return blobs.map { _ in false }
    case .part: return blobs.map { includesFormat(of: $0.digest) }
    case .sample(let fraction):
      let wanted = fraction * blobs.reduce(0) { $0 + Double($1.size) }
      var isChosen = blobs.map { _ in false }
      var sum = 0.0
      for index in blobs.indices.shuffled() where sum < wanted {
        isChosen[index] = true
        sum += Double(blobs[index].size)
      }
      return isChosen
    }
  }
}

extension Digest {
  /// The part from 1 to `count` that a blob belongs to; digests are spread over them evenly.
  fileprivate func part(of count: Int) -> Int {
    guard count > 0, let number = Int(hex.prefix(15), radix: 16) else { return 1 }
    return number % count + 1
  }
}
