internal import FileSupport

/// What describes a VMDK: a sparse header, a descriptor, or both in one file.
struct VmdkHeader: Sendable, Hashable {
  /// nil where the file is a descriptor.
  var sparse: VmdkSparseHeader?
  /// nil where the file is an extent of a disk of several files.
  var descriptor: VmdkDescriptor?

  /// Reads and checks header and descriptor of `file`.
  ///
  /// - Throws: `corrupt` where they break the specification's rules or the file ends too early,
  ///   `unsupported` for other kinds, versions and units.
  init(file: any File) throws {
    let size = try file.status().size
    let magic = try file.bytes(at: 0, count: min(size, 4))
    if magic.elementsEqual(VmdkSparseHeader.magic.utf8)
      || magic.elementsEqual(VmdkSparseHeader.vmfsMagic.utf8)
    {
      let sparse = try VmdkSparseHeader(file: file)
      self.sparse = sparse
      if let range = sparse.descriptor {
        descriptor = try VmdkDescriptor(
          file.bytes(at: range.lowerBound, count: range.count), path: file.path)
      }
    } else {
      guard size <= VmdkDescriptor.maximumSize else {
        throw PcoccError.corruptImage(
          file.path,
          "a VMDK descriptor of \(size) bytes, more than \(VmdkDescriptor.maximumSize)")
      }
      descriptor = try VmdkDescriptor(file.bytes(at: 0, count: size), path: file.path)
    }
  }

  /// Bytes of the disk.
  var virtualSize: Int { sparse?.capacity ?? descriptor?.virtualSize ?? 0 }
}
