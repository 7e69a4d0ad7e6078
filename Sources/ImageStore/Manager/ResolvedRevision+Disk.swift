internal import DiskImage
internal import FileSupport
internal import SystemPackage

extension ResolvedRevision {
  /// Opens the disk of a virtual machine's revision, all layers together.
  ///
  /// Each layer must name the one below exactly as the store names it: metadata and blobs of a
  /// shared repository are somebody else's, and no name in them may lead elsewhere.
  ///
  /// - Parameter verb: what is done to it, as in "exported", for the message about containers.
  func openDisk(for verb: String) throws -> any DiskReader {
    try requireDisk(for: verb)
    var below: Digest?
    var layers: [any DiskReader] = []
    for digest in metadata.layers {
      let file = try repository.content.open(digest)
      let layer = try Qcow2Reader(file: file, allowingBacking: below != nil)
      guard layer.backingName == below.map(RepositoryLayout.backingName) else {
        throw PcoccError.blobDamaged(
          file.path, "its backing file is not the layer below it in the metadata")
      }
      layers.append(layer)
      below = digest
    }
    if layers.count == 1, let only = layers.first { return only }
    return try LayerStack(layers.reversed())
  }

  /// Throws `unsupported` where the image is a container.
  ///
  /// - Parameter verb: what cannot be done to it, as in "exported".
  func requireDisk(for verb: String) throws {
    guard metadata.kind == .vm else {
      throw PcoccError.containersNotSupported(located.reference.description, verb: verb)
    }
  }
}
