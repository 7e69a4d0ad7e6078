internal import FileSupport
internal import SystemPackage

extension VdiHeader {
  /// Reads and checks the header of `file`.
  ///
  /// - Throws: `corrupt` where a field breaks the format's rules or the file ends too early,
  ///   `unsupported` for other versions, kinds and block sizes.
  init(file: any File) throws {
    let size = try file.status().size
    let fields = HeaderFields(
      bytes: try file.bytes(at: 0, count: min(size, 512)), order: .little, path: file.path)
    guard try fields.slice(Self.signatureOffset..<Self.signatureOffset + 4) == Self.signature else {
      throw PcoccError.corruptImage(file.path, "it has no VDI signature at byte 64")
    }
    let kind = try Self.validatedKind(fields)
    self.init(
      kind: kind, flags: try fields.uint32(80),
      mapOffset: Int(try fields.uint32(340)), dataOffset: Int(try fields.uint32(344)),
      virtualSize: try fields.int(368, "disk size"), blockExtra: Int(try fields.uint32(380)),
      blockCount: Int(try fields.uint32(384)), allocatedBlockCount: Int(try fields.uint32(388)),
      imageID: try fields.uuid(392), linkID: try fields.uuid(424), parentID: try fields.uuid(440))
    try validateMap(fields, fileSize: size)
    try validateDiskSize(file.path)
    virtualSize = virtualSize.dividedRoundingUp(by: 512) * 512
  }

  /// The kind, once the fields that the meaning of all others depends on are known to be right.
  private static func validatedKind(_ fields: HeaderFields) throws -> Kind {
    let version = try fields.uint32(68)
    guard version == Self.version else {
      throw PcoccError.unsupportedImage(
        fields.path, "VDI version \(version >> 16).\(version & 0xffff)")
    }
    let sectorSize = try fields.uint32(360)
    guard sectorSize == 512 else {
      throw PcoccError.corruptImage(fields.path, "sectors of \(sectorSize) bytes, not 512")
    }
    let blockSize = try fields.uint32(376)
    guard blockSize == Self.blockSize else {
      throw PcoccError.unsupportedImage(
        fields.path, "VDI blocks of \(blockSize) bytes, not \(Self.blockSize)")
    }
    let kind = try fields.uint32(76)
    guard let kind = Kind(rawValue: kind) else {
      throw PcoccError.unsupportedImage(fields.path, "VDI type \(kind)")
    }
    return kind
  }

  private func validateMap(_ fields: HeaderFields, fileSize: Int) throws {
    // The length counts from its own field on.
    let headerEnd = 72 + Int(try fields.uint32(72))
    guard headerEnd >= Self.minimumLength, headerEnd <= mapOffset else {
      throw PcoccError.corruptImage(
        fields.path, "a header that ends at byte \(headerEnd), the block map being at \(mapOffset)")
    }
    guard mapOffset % 512 == 0, dataOffset % 512 == 0 else {
      throw PcoccError.corruptImage(
        fields.path, "block map at \(mapOffset) or data at \(dataOffset) is not aligned")
    }
    guard dataOffset >= mapOffset + mapSize else {
      throw PcoccError.corruptImage(
        fields.path, "data at \(dataOffset) lies over the block map of \(blockCount) entries")
    }
    guard mapOffset.isInside(fileSize, length: mapSize) else {
      throw PcoccError.truncatedImage(
        fields.path,
        "block map of \(mapSize) bytes at \(mapOffset) lies outside the file of \(fileSize)")
    }
  }

  private func validateDiskSize(_ path: FilePath) throws {
    guard virtualSize <= blockCount * Self.blockSize else {
      throw PcoccError.corruptImage(
        path, "disk size \(virtualSize), more than its \(blockCount) blocks hold")
    }
  }
}
