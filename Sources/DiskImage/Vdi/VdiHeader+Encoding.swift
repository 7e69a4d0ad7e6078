extension VdiHeader {
  /// Where the map of a new image lies.
  static let newMapOffset = 512
  /// What the data of a new image is aligned to: a page.
  static let newAlignment = 4096
  /// Bytes of a new header from the field of its length on, the second geometry included.
  private static let newLength = 400

  /// The header of a new image, to be written at the start of the file.
  ///
  /// The UUIDs are fresh ones: VirtualBox does not open two images with the same.
  func encoded() -> [UInt8] {
    var fields = HeaderBytes(count: Self.newMapOffset, order: .little)
    fields.put("<<< Disk image written by pcocc >>>\n", at: 0)
    fields.put(Self.signature, at: Self.signatureOffset)
    fields.put(Self.version, at: 68)
    fields.put(UInt32(Self.newLength), at: 72)
    fields.put(kind.rawValue, at: 76)
    fields.put(UInt32(mapOffset), at: 340)
    fields.put(UInt32(dataOffset), at: 344)
    fields.put(UInt32(512), at: 360)
    fields.put(UInt64(virtualSize), at: 368)
    fields.put(UInt32(Self.blockSize), at: 376)
    fields.put(UInt32(blockCount), at: 384)
    fields.put(UInt32(allocatedBlockCount), at: 388)
    fields.put(Self.randomUUID(), at: 392)
    fields.put(Self.randomUUID(), at: 408)
    // VirtualBox looks at the sectors of the second geometry too.
    fields.put(UInt32(512), at: 468)
    return fields.bytes
  }

  /// The bytes of a UUID whose first three fields are little-endian, as VirtualBox keeps them.
  private static func randomUUID() -> [UInt8] {
    let bytes = [UInt8].randomUUID()
    return bytes[0..<4].reversed() + bytes[4..<6].reversed() + bytes[6..<8].reversed()
      + bytes[8...]
  }
}
