internal import DiskImage
internal import FileSupport
internal import SystemPackage

extension ContentStore {
  /// Opens the disk that a stack of layers makes.
  ///
  /// Each layer must name the one below exactly as the store names it: metadata and blobs of a
  /// shared repository are somebody else's, and no name in them may lead elsewhere.
  ///
  /// - Parameter layers: base first.
  func openStack(_ layers: [Digest]) throws -> any DiskReader {
    var below: Digest?
    var readers: [Qcow2Reader] = []
    for digest in layers {
      let file = try open(digest)
      let layer = try Qcow2Reader(
        file: file, allowingBacking: below != nil,
        tableCacheSize: min(Self.tableCacheSize / layers.count, 4 << 20))
      guard layer.backingName == below.map(RepositoryLayout.backingName) else {
        throw PcoccError.blobDamaged(
          file.path, "its backing file is not the layer below it in the metadata")
      }
      readers.append(layer)
      below = digest
    }
    if readers.count == 1, let only = readers.first { return only }
    return try LayerStack(readers.reversed())
  }

  /// Bytes of tables that a stack keeps in memory, shared by its layers.
  private static let tableCacheSize = 16 << 20

  /// The stack whose top layer is `top`, base first, as the layers' own headers tell it.
  ///
  /// - Parameter limit: how many layers it may have.
  /// - Throws: `corrupt` where a backing name is not one that the store writes, `unsupported` where
  ///   there are too many layers.
  func stack(
    of top: Digest, limit: Int = RevisionMetadata.maximumLayers
  ) throws -> [Digest] {
    var layers = [top]
    var known: Set = [top]
    var lowest = top
    while let name = try backingName(of: lowest) {
      guard let below = RepositoryLayout.parseBackingName(name), known.insert(below).inserted else {
        throw PcoccError.blobDamaged(
          layout.blob(lowest), "its backing file is not a layer of the repository")
      }
      guard layers.count < limit else { throw PcoccError.tooManyLayers(layout.blob(top), limit) }
      layers.append(below)
      lowest = below
    }
    return layers.reversed()
  }

  private func backingName(of digest: Digest) throws -> String? {
    try Qcow2Reader(file: open(digest), allowingBacking: true).backingName
  }
}
