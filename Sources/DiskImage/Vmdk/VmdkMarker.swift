/// The sector before a part of a stream-optimised image that is not a grain (VMware Virtual Disk
/// Format, Stream-Optimized Compressed Sparse Extents, Markers).
struct VmdkMarker: Equatable {
  /// What follows; the raw values are those of the file.
  enum Kind: UInt32 {
    case endOfStream = 0
    case grainTable = 1
    case grainDirectory = 2
    case footer = 3
  }

  var kind: Kind
  /// How many sectors follow.
  var sectors: Int

  /// The whole sector.
  func encoded() -> [UInt8] {
    var marker = HeaderBytes(count: 512, order: .little)
    marker.put(UInt64(sectors), at: 0)
    marker.put(kind.rawValue, at: 12)
    return marker.bytes
  }
}
