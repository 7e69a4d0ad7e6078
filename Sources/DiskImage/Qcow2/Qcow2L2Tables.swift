internal import FileSupport

/// The L2 tables of a new image, filled from front to back; they lie one behind the other, one for
/// each region of the map.
struct Qcow2L2Tables {
  /// Where the first one lies in the file.
  let offset: Int
  private let map: AllocationMap
  /// The region whose table is being filled, counted among those of the map.
  private var position = 0
  private var words: [UInt64]

  init(_ map: AllocationMap, at offset: Int) {
    self.map = map
    self.offset = offset
    words = Array(repeating: 0, count: map.regionClusters)
  }

  /// Sets the entry of a cluster, which must be one of the map and not lie before the last one.
  mutating func set(_ cluster: Int, to word: UInt64, _ file: FileWriter) throws {
    let index = cluster / map.regionClusters
    if map.regions[position].index != index {
      try write(to: file)
      while map.regions[position].index != index { position += 1 }
    }
    words[cluster % map.regionClusters] = word
  }

  /// Writes the table that was last filled.
  mutating func write(to file: FileWriter) throws {
    guard !map.regions.isEmpty else { return }
    try file.write(.bigEndian(words), at: offset + position * map.clusterSize)
    words = Array(repeating: 0, count: map.regionClusters)
  }
}
