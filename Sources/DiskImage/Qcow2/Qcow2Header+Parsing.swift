internal import FileSupport
internal import SystemPackage

extension Qcow2Header {
  /// Reads and checks the header of `file`.
  ///
  /// - Throws: `corrupt` where a field breaks the specification's rules or a table lies outside the
  ///   file, `unsupported` for other versions and compression types.
  init(file: any File) throws {
    let size = try file.status().size
    let start = HeaderFields(
      bytes: try file.bytes(at: 0, count: min(size, Self.length2)), order: .big, path: file.path)
    let clusterSize = 1 << (try Self.clusterBits(start))
    guard size >= clusterSize else {
      throw PcoccError.truncatedImage(
        file.path, "the file ends at byte \(size), inside the first cluster")
    }
    let bytes = try file.bytes(at: 0, count: clusterSize)
    try self.init(HeaderFields(bytes: bytes, order: .big, path: file.path), fileSize: size)
  }

  /// - Parameter fields: the whole first cluster.
  init(_ fields: HeaderFields, fileSize: Int) throws {
    let clusterBits = try Self.clusterBits(fields)
    self.init(
      version: Int(try fields.uint32(4)), clusterBits: clusterBits,
      virtualSize: try fields.int(24, "disk size"))
    encryptionMethod = try fields.uint32(32)
    headerLength = Self.length2
    if version == 3 { try parseVersion3(fields) }
    try parseL1Table(fields, fileSize: fileSize)
    try parseRefcountTable(fields, fileSize: fileSize)
    try parseSnapshotTable(fields, fileSize: fileSize)
    // QEMU reads whole sectors only.
    virtualSize -= virtualSize % 512
    let end = try parseBackingName(fields)
    extensions = try Qcow2Extensions(fields, in: headerLength..<end)
  }

  /// The cluster bits, once magic and version are known to be right.
  private static func clusterBits(_ fields: HeaderFields) throws -> Int {
    guard try fields.uint32(0) == magic else {
      throw PcoccError.corruptImage(fields.path, "it does not begin as a qcow2 image does")
    }
    let version = try fields.uint32(4)
    guard version == 2 || version == 3 else {
      throw PcoccError.unsupportedImage(fields.path, "qcow2 version \(version)")
    }
    let bits = Int(try fields.uint32(20))
    guard Qcow2Layout.clusterBitsRange.contains(bits) else {
      throw PcoccError.corruptImage(
        fields.path, "clusters of 2^\(bits) bytes, which must be 2^9 to 2^21")
    }
    return bits
  }

  private mutating func parseVersion3(_ fields: HeaderFields) throws {
    incompatible = .init(rawValue: try fields.uint64(72))
    compatible = .init(rawValue: try fields.uint64(80))
    autoclear = .init(rawValue: try fields.uint64(88))
    refcountOrder = Int(try fields.uint32(96))
    guard refcountOrder <= 6 else {
      throw PcoccError.corruptImage(
        fields.path, "reference counts of 2^\(refcountOrder) bits, more than 64")
    }
    headerLength = Int(try fields.uint32(100))
    guard headerLength >= 104, headerLength % 8 == 0, headerLength <= layout.clusterSize else {
      throw PcoccError.corruptImage(fields.path, "header length \(headerLength)")
    }
    guard !layout.hasExtendedL2 || clusterBits >= 14 else {
      throw PcoccError.corruptImage(
        fields.path, "extended L2 entries with clusters of \(layout.clusterSize) bytes")
    }
    try parseCompressionType(fields)
  }

  private mutating func parseCompressionType(_ fields: HeaderFields) throws {
    let type = headerLength > 104 ? try fields.uint8(104) : 0
    guard (type != 0) == incompatible.contains(.compressionType) else {
      throw PcoccError.corruptImage(
        fields.path, "compression type \(type) contradicts the incompatible features")
    }
    guard let compression = ClusterCompression(rawValue: type) else {
      throw PcoccError.unsupportedImage(fields.path, "qcow2 compression type \(type)")
    }
    self.compression = compression
  }

  private mutating func parseL1Table(_ fields: HeaderFields, fileSize: Int) throws {
    l1Count = Int(try fields.uint32(36))
    guard l1Count <= Self.maximumL1Count else {
      throw PcoccError.corruptImage(fields.path, "an L1 table of \(l1Count) entries")
    }
    let needed = layout.l1Entries(forDiskSize: virtualSize)
    guard l1Count >= needed else {
      throw PcoccError.corruptImage(
        fields.path,
        "an L1 table of \(l1Count) entries, where \(virtualSize) bytes of disk need \(needed)")
    }
    l1Offset = try table(
      fields, at: 40, "L1 table", length: l1Count * 8, fileSize: fileSize)
  }

  private mutating func parseRefcountTable(_ fields: HeaderFields, fileSize: Int) throws {
    refcountTableClusters = Int(try fields.uint32(56))
    let length = refcountTableClusters.multipliedClamping(by: layout.clusterSize)
    guard refcountTableClusters > 0, length <= Self.maximumRefcountTableSize else {
      throw PcoccError.corruptImage(
        fields.path, "a refcount table of \(refcountTableClusters) clusters")
    }
    refcountTableOffset = try table(
      fields, at: 48, "refcount table", length: length, fileSize: fileSize)
  }

  private mutating func parseSnapshotTable(_ fields: HeaderFields, fileSize: Int) throws {
    snapshotCount = Int(try fields.uint32(60))
    guard snapshotCount <= Self.maximumSnapshotCount else {
      throw PcoccError.corruptImage(fields.path, "\(snapshotCount) internal snapshots")
    }
    snapshotTableOffset = try table(
      fields, at: 64, "snapshot table",
      length: snapshotCount * Qcow2Snapshot.fixedLength, fileSize: fileSize)
  }

  /// The offset of a table, checked; one of length 0 only has to be aligned.
  private func table(
    _ fields: HeaderFields, at field: Int, _ name: String, length: Int, fileSize: Int
  ) throws -> Int {
    let offset = try fields.int(field, "offset of the \(name)")
    guard offset % layout.clusterSize == 0 else {
      throw PcoccError.corruptImage(fields.path, "\(name) at \(offset), which is not aligned")
    }
    guard length > 0 else { return offset }
    guard offset > 0 else {
      throw PcoccError.corruptImage(fields.path, "\(name) lies over the header")
    }
    guard offset.isInside(fileSize, length: length) else {
      throw PcoccError.truncatedImage(
        fields.path,
        "\(name) of \(length) bytes at \(offset) lies outside the file of \(fileSize)")
    }
    return offset
  }

  /// Sets the backing file's name and returns where the extensions end at the latest.
  private mutating func parseBackingName(_ fields: HeaderFields) throws -> Int {
    let offset = try fields.int(8, "offset of the backing file's name")
    guard offset != 0 else { return layout.clusterSize }
    let length = Int(try fields.uint32(16))
    guard offset >= headerLength, length <= Self.maximumBackingNameLength,
      offset.isInside(layout.clusterSize, length: length)
    else {
      throw PcoccError.corruptImage(
        fields.path, "backing file's name of \(length) bytes at \(offset)")
    }
    backingName = String(decoding: try fields.slice(offset..<offset + length), as: UTF8.self)
    return offset
  }
}
