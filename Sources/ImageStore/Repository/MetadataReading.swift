internal import FileSupport

/// The revisions of a repository, in whatever form its version keeps them.
protocol MetadataReading: Sendable {
  /// All images with their revisions, lowest first. What cannot be one is reported, not thrown: a
  /// bad file never hides another.
  func allRevisions() throws -> MetadataListing

  /// The revisions of one image, lowest first; empty where there is none.
  func revisions(of name: ImageName) throws -> [Revision]

  /// Reads one revision; throws `notFound` where there is none, `corrupt` where it is bad.
  func read(_ name: ImageName, _ revision: Revision) throws -> RevisionMetadata
}

/// The revisions of a repository by image, and what was found that cannot be one.
struct MetadataListing: Sendable {
  var revisions: [ImageName: [Revision]] = [:]
  var problems: [PcoccError] = []
}
