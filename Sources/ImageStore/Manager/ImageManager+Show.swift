internal import DiskImage
internal import FileSupport
public import SystemPackage

extension ImageManager {
  /// One revision, and all that the image has.
  public func show(_ reference: ImageReference) throws -> ImageDetails {
    let selected = try resolve(reference)
    let repository = selected.repository
    let shown = selected.metadata
    let revisions: [ImageDetails.RevisionDetails] = try selected.revisions.reversed().compactMap {
      revision in
      do {
        let metadata =
          revision == shown.revision ? shown : try repository.metadata.read(shown.name, revision)
        return .init(metadata: metadata, size: size(of: metadata.layers, in: repository))
      } catch let error as PcoccError {
        if error.code != .notFound { context.warn(error) }
        return nil
      }
    }
    return ImageDetails(summary: try summary(of: selected), revisions: revisions)
  }

  /// Bytes of several blobs; nil where one cannot be read, which is warned of.
  func size(of layers: some Sequence<Digest>, in repository: Repository) -> Int? {
    do {
      return try layers.reduce(0) {
        $0.addingClamping(try repository.content.size(of: $1))
      }
    } catch {
      if let error = error as? PcoccError { context.warn(error) }
      return nil
    }
  }

  /// The path of a revision's top blob, which QEMU can boot where it lies, with a lease on the
  /// revision where a term is given.
  ///
  /// - Parameter isForced: tells the path in the user's own image although it is deactivated.
  /// - Throws: `unsupported` for containers, of which no single blob is the image.
  public func path(
    of reference: ImageReference, leaseFor term: LeaseTerm? = nil, isForced: Bool = false
  ) throws -> (path: FilePath, lease: LocatedLease?) {
    let selected = try resolveDisk(reference, for: "booted", isForced: isForced)
    try selected.requireVirtualMachine(for: "booted")
    guard let top = selected.metadata.layers.last else {
      throw PcoccError.imageNotFound(reference)
    }
    return try withLease(on: selected, for: term) { lease in
      if lease == nil { try selected.bringBack() }
      return (try selected.repository.content.open(top).path, lease)
    }
  }
}

extension ResolvedRevision {
  /// Brings back what a collector has moved to the trash. From there no layer leads to the one below it,
  /// but one alone can be booted, so then it is enough if it can be read.
  fileprivate func bringBack() throws {
    do {
      for layer in metadata.layers { try repository.content.confirm(layer, staged: []) }
    } catch let error as PcoccError
      where metadata.layers.count == 1
      && [.permission, .readOnly, .noSpace].contains(error.code)
    {}
  }
}
