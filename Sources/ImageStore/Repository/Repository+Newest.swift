internal import FileSupport

extension Repository {
  /// The highest revision of an image; nil where it has none.
  func newest(of image: ImageName) throws -> ResolvedRevision? {
    var revisions = try metadata.revisions(of: image)
    while let highest = revisions.last {
      do {
        return ResolvedRevision(
          repository: self, metadata: try metadata.read(image, highest), revisions: revisions)
      } catch let error as PcoccError where error.code == .notFound {
        // It has been deleted since the folder was read.
        let now = try metadata.revisions(of: image)
        guard now != revisions else { throw error }
        revisions = now
      }
    }
    return nil
  }
}
