internal import FileSupport

extension Repository {
  /// Blobs, and readers who may lose them.
  typealias LostAccess = (layers: Set<Digest>, readers: FileReaders)

  /// What revisions of an image that are to be deleted give to whom; nil where everybody reads all.
  func access(before revisions: [Revision], of image: ImageName) throws -> LostAccess? {
    guard try hasHadRestrictedImages else { return nil }
    let known = revisions.compactMap { try? metadata.read(image, $0) }
    guard let newest = known.last else { return nil }
    let audience =
      try (try? attributes(ofImageWith: newest)).flatMap {
        try AccessGrant(layout, context).audience(of: $0)
      } ?? fileAudience(of: newest)
    return (Set(known.flatMap(\.layers)), audience?.readers ?? FileReaders())
  }

  /// Sets who reads blobs after images were deleted or came back. What was done to those stays done.
  ///
  /// - Parameter find: nil where there is nothing to do.
  func settle(_ problem: String, _ find: () throws -> LostAccess?) {
    do {
      guard let lost = try find() else { return }
      try updateBlobs(lost.layers, dropping: lost.readers)
    } catch {
      guard var error = error as? PcoccError else { return }
      error.message = "\(problem): \(error.message)"
      context.warn(error)
    }
  }
}
