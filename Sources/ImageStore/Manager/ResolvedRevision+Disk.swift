internal import DiskImage
internal import FileSupport

extension ResolvedRevision {
  /// Opens the disk of a virtual machine's revision, all layers together.
  ///
  /// - Parameter verb: what is done to it, as in "exported", for the message about containers.
  func openDisk(for verb: String) throws -> any DiskReader {
    try requireVirtualMachine(for: verb)
    return try repository.content.openStack(metadata.layers)
  }

  /// Throws `unsupported` where the image is a container.
  ///
  /// - Parameter verb: what cannot be done to it, as in "exported".
  func requireVirtualMachine(for verb: String) throws {
    guard metadata.kind == .vm else {
      throw PcoccError.containersNotSupported(located.reference.description, verb: verb)
    }
  }
}
