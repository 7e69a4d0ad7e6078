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
  /// - Throws: `corrupt` where a backing name is not one that the store writes.
  func stack(of top: Digest) throws -> [Digest] {
    var layers = [top]
    while let name = try backingName(of: layers[layers.count - 1]) {
      guard let below = RepositoryLayout.parseBackingName(name), !layers.contains(below) else {
        throw PcoccError.blobDamaged(
          layout.blob(layers[layers.count - 1]), "its backing file is not a layer of the repository"
        )
      }
      layers.append(below)
    }
    return layers.reversed()
  }

  private func backingName(of digest: Digest) throws -> String? {
    try Qcow2Reader(file: open(digest), allowingBacking: true).backingName
  }
}
