internal import FileSupport
internal import SystemPackage

extension QedHeader {
  /// Reads and checks the header of `file`.
  ///
  /// - Throws: `corrupt` where a field breaks the specification's rules or the file ends too early.
  init(file: any File) throws {
    let size = try file.status().size
    let fields = HeaderFields(
      bytes: try file.bytes(at: 0, count: min(size, Self.length)), order: .little, path: file.path)
    guard try fields.slice(0..<4).elementsEqual(Self.magic.utf8) else {
      throw PcoccError.corruptImage(file.path, "it does not begin as a QED image does")
    }
    self.init(
      clusterSize: Int(try fields.uint32(4)), tableClusters: Int(try fields.uint32(8)),
      headerClusters: Int(try fields.uint32(12)),
      features: QedFeatures(rawValue: try fields.uint64(16)),
      l1Offset: try fields.int(40, "offset of the L1 table"),
      virtualSize: try fields.int(48, "disk size"))
    try validateUnits(file.path)
    try validateDiskSize(file.path)
    try validateL1Table(file.path, fileSize: size)
    if features.contains(.backingFile) { backingName = try backingName(fields, file, size) }
  }

  private func validateUnits(_ path: FilePath) throws {
    guard clusterSize.isPowerOfTwo, (4 << 10)...(64 << 20) ~= clusterSize else {
      throw PcoccError.corruptImage(
        path, "clusters of \(clusterSize) bytes, which must be a power of two from 4 KiB to 64 MiB")
    }
    guard tableClusters.isPowerOfTwo, 1...16 ~= tableClusters else {
      throw PcoccError.corruptImage(
        path, "tables of \(tableClusters) clusters, which must be 1, 2, 4, 8 or 16")
    }
    guard headerClusters > 0, headerSize <= Int(UInt32.max) else {
      throw PcoccError.corruptImage(path, "a header of \(headerClusters) clusters")
    }
  }

  private func validateDiskSize(_ path: FilePath) throws {
    // With the largest clusters and tables the limit is 2^80.
    let limit = (tableEntries * tableEntries).multipliedClamping(by: clusterSize)
    guard virtualSize % 512 == 0 else {
      throw PcoccError.corruptImage(
        path, "disk size \(virtualSize) is not a multiple of 512")
    }
    guard virtualSize <= limit else {
      throw PcoccError.corruptImage(
        path, "disk size \(virtualSize), where the tables map \(limit) bytes at most")
    }
  }

  private func validateL1Table(_ path: FilePath, fileSize: Int) throws {
    guard l1Offset % clusterSize == 0, l1Offset >= headerSize else {
      throw PcoccError.corruptImage(
        path, "L1 table at \(l1Offset), which is not aligned or lies over the header")
    }
    guard l1Offset.isInside(fileSize, length: tableSize) else {
      throw PcoccError.truncatedImage(
        path, "L1 table of \(tableSize) bytes at \(l1Offset) lies outside the file of \(fileSize)")
    }
  }

  private func backingName(
    _ fields: HeaderFields, _ file: any File, _ fileSize: Int
  ) throws -> String {
    let offset = Int(try fields.uint32(56))
    let length = Int(try fields.uint32(60))
    guard offset >= Self.length, length <= Self.maximumBackingNameLength,
      offset.isInside(min(headerSize, fileSize), length: length)
    else {
      throw PcoccError.corruptImage(
        file.path, "backing file's name of \(length) bytes at \(offset)")
    }
    return String(decoding: try file.bytes(at: offset, count: length), as: UTF8.self)
  }
}
