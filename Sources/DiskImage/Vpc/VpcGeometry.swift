/// Cylinders, heads and sectors per track, by which old systems address a disk.
struct VpcGeometry: Sendable, Hashable {
  var cylinders: Int
  var heads: Int
  var sectorsPerTrack: Int

  /// Of disks of 127 GiB and of all larger ones.
  static let largest = VpcGeometry(cylinders: 65535, heads: 16, sectorsPerTrack: 255)

  /// Bytes of the disk that the geometry makes; at most 2^37.
  var size: Int { cylinders * heads * sectorsPerTrack * 512 }
}

extension VpcGeometry {
  /// The geometry of a disk of `sectors`, which has room for at most as many, and the remainder not
  /// for a whole cylinder (Virtual Hard Disk Image Format Specification, Appendix: CHS
  /// Calculation).
  init(sectors: Int) {
    let sectors = min(sectors, Self.largest.size / 512)
    heads = 16
    if sectors >= 65535 * 16 * 63 {
      sectorsPerTrack = 255
    } else {
      sectorsPerTrack = 17
      heads = max(4, (sectors / 17).dividedRoundingUp(by: 1024))
      if heads > 16 || sectors / 17 >= heads * 1024 {
        heads = 16
        sectorsPerTrack = sectors / 31 < 16 * 1024 ? 31 : 63
      }
    }
    cylinders = sectors / sectorsPerTrack / heads
  }

  /// The smallest geometry for all of a disk of `sectors`; the largest there is where none is.
  init(holding sectors: Int) {
    self.init(sectors: sectors)
    if size / 512 < sectors { cylinders = min(cylinders + 1, Self.largest.cylinders) }
  }
}
