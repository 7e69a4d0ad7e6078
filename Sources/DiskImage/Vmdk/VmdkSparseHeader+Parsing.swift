internal import FileSupport
internal import SystemPackage

extension VmdkSparseHeader {
  /// Reads and checks the header of `file`, and its footer where it has one.
  ///
  /// - Throws: `corrupt` where a field breaks the specification's rules or the file ends too early,
  ///   `unsupported` for other versions and units.
  init(file: any File) throws {
    let size = try file.status().size
    let fields = HeaderFields(
      bytes: try file.bytes(at: 0, count: min(size, Self.length)), order: .little, path: file.path)
    try self.init(fields)
    if hasFooter { directoryOffset = try footerDirectoryOffset(file, fileSize: size) }
    try validatePlaces(file.path, fileSize: size)
  }

  /// Parses a header, or a footer, which has the same fields.
  init(_ fields: HeaderFields) throws {
    try Self.validateSignature(fields)
    let directory = try fields.uint64(56)
    let descriptorSize = try fields.sectors(36, "descriptor size")
    self.init(
      version: Int(try fields.uint32(4)), flags: VmdkFlags(rawValue: try fields.uint32(8)),
      capacity: try fields.sectors(12, "disk size"),
      grainSize: try fields.sectors(20, "grain size"),
      descriptor: try Self.descriptor(fields, size: descriptorSize),
      directoryOffset: directory == .max ? 0 : try fields.sectors(56, "grain directory's place"),
      hasFooter: directory == .max, isUnclean: try fields.uint8(72) != 0)
    try validateUnits(fields)
    try validateFlags(fields)
  }

  private static func validateSignature(_ fields: HeaderFields) throws {
    let magic = try fields.slice(0..<4)
    guard !magic.elementsEqual(vmfsMagic.utf8) else {
      throw PcoccError.unsupportedImage(fields.path, "VMDK extent of type vmfsSparse")
    }
    guard magic.elementsEqual(Self.magic.utf8) else {
      throw PcoccError.corruptImage(fields.path, "it does not begin as a sparse VMDK does")
    }
    let version = try fields.uint32(4)
    guard 1...3 ~= version else {
      throw PcoccError.unsupportedImage(fields.path, "VMDK version \(version)")
    }
  }

  private static func descriptor(_ fields: HeaderFields, size: Int) throws -> Range<Int>? {
    let offset = try fields.uint64(28)
    if offset == 0 && size == 0 { return nil }
    // QEMU takes it from there whatever the header says, so it can be nowhere else.
    guard offset == 1, size > 0, size <= maximumDescriptorSize else {
      throw PcoccError.corruptImage(
        fields.path, "a descriptor of \(size) bytes at sector \(offset), which must be sector 1")
    }
    return length..<length + size
  }

  private func validateUnits(_ fields: HeaderFields) throws {
    // QEMU would take the descriptor for that of a disk of several files and open those.
    guard capacity > 0 else {
      throw PcoccError.corruptImage(fields.path, "a sparse VMDK with a disk size of 0")
    }
    guard grainSize.isPowerOfTwo, grainSize >= 4096 else {
      throw PcoccError.corruptImage(
        fields.path, "grains of \(grainSize) bytes, which must be a power of two from 4 KiB")
    }
    guard grainSize <= Self.maximumGrainSize else {
      throw PcoccError.unsupportedImage(fields.path, "VMDK grains of \(grainSize) bytes")
    }
    let entries = try fields.uint32(44)
    guard entries == Self.tableEntries else {
      throw PcoccError.unsupportedImage(fields.path, "VMDK grain tables of \(entries) entries")
    }
  }

  private func validateFlags(_ fields: HeaderFields) throws {
    if flags.contains(.lineEndTest) {
      guard try fields.slice(73..<77) == Self.lineEnds else {
        throw PcoccError.corruptImage(
          fields.path, "its line ends were changed, as by a transfer in text mode")
      }
    }
    let compression = try fields.uint16(77)
    guard compression <= 1 else {
      throw PcoccError.unsupportedImage(fields.path, "VMDK compression type \(compression)")
    }
    guard (compression == 1) == flags.contains(.compressed) else {
      throw PcoccError.corruptImage(
        fields.path, "compression type \(compression) contradicts the flags")
    }
  }

  private func validatePlaces(_ path: FilePath, fileSize: Int) throws {
    guard directoryOffset >= front.upperBound else {
      throw PcoccError.corruptImage(
        path, "grain directory at \(directoryOffset) lies over header or descriptor")
    }
    guard directoryOffset.isInside(fileSize, length: directorySize) else {
      throw PcoccError.truncatedImage(
        path,
        "grain directory of \(directorySize) bytes at \(directoryOffset) lies outside the file of"
          + " \(fileSize)")
    }
    guard directorySize <= Self.maximumDirectorySize else {
      throw PcoccError.unsupportedImage(
        path, "VMDK disk of \(capacity) bytes with grains of \(grainSize)")
    }
  }
}

extension HeaderFields {
  /// A number of sectors of 512, in bytes.
  fileprivate func sectors(_ offset: Int, _ name: String) throws -> Int {
    let (bytes, overflow) = try int(offset, name).multipliedReportingOverflow(by: 512)
    guard !overflow else {
      throw PcoccError.corruptImage(path, "\(name) of \(bytes) sectors is out of range")
    }
    return bytes
  }
}
