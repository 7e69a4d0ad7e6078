#if canImport(Glibc)
  internal import Glibc
#endif

extension VpcFooter {
  /// 2000-01-01, from which times are counted, in seconds since 1970.
  private static let epoch = 946_684_800

  /// The footer of a new image, with the present time and a unique ID of its own.
  ///
  /// - Parameters:
  ///   - size: bytes of the disk, whole sectors of 512.
  ///   - geometry: need not make that size.
  static func encoded(_ kind: Kind, size: Int, _ geometry: VpcGeometry) -> [UInt8] {
    var footer = HeaderBytes(count: length, order: .big)
    footer.put(cookie, at: 0)
    // A bit that is always set.
    footer.put(UInt32(2), at: 8)
    footer.put(UInt32(0x0001_0000), at: 12)
    footer.put(kind == .fixed ? UInt64.max : UInt64(length), at: 16)
    footer.put(UInt32(clamping: time(nil) - epoch), at: 24)
    // QEMU before version 10 takes the size from the geometry, unless it knows the creator for one
    // that means the size field. This is one of those, and of its own.
    footer.put("qem2", at: 28)
    footer.put(UInt32(0x0001_0000), at: 32)
    footer.put("Wi2k", at: 36)
    footer.put(UInt64(size), at: 40)
    footer.put(UInt64(size), at: 48)
    footer.put(UInt16(geometry.cylinders), at: 56)
    footer.put(UInt8(geometry.heads), at: 58)
    footer.put(UInt8(geometry.sectorsPerTrack), at: 59)
    footer.put(kind.rawValue, at: 60)
    footer.put(.randomUUID(), at: 68)
    footer.put(UInt32.vpcChecksum(of: footer.bytes), at: 64)
    return footer.bytes
  }
}

extension VpcDynamicHeader {
  /// The header of a new image whose block allocation table lies behind it.
  static func encoded(blockCount: Int, blockSize: Int) -> [UInt8] {
    var header = HeaderBytes(count: length, order: .big)
    header.put(cookie, at: 0)
    header.put(UInt64.max, at: 8)
    header.put(UInt64(VpcFooter.length + length), at: 16)
    header.put(UInt32(0x0001_0000), at: 24)
    header.put(UInt32(blockCount), at: 28)
    header.put(UInt32(blockSize), at: 32)
    header.put(UInt32.vpcChecksum(of: header.bytes), at: 36)
    return header.bytes
  }
}
