internal import DiskImage

/// A run of bytes in which two disks differ.
///
/// Keys: start, length (bytes), change (changed, added, removed).
struct DifferingExtentRecord: Listed {
  let start: Int
  let length: Int
  let change: String

  init(_ extent: DifferingExtent) {
    start = extent.range.lowerBound
    length = extent.range.count
    change = extent.change.rawValue
  }

  static var columns: [Column<DifferingExtentRecord>] {
    [
      Column("start") { String($0.start) },
      Column("length", bytes: { $0.length }),
      Column("change") { $0.change },
    ]
  }
}
