public import FileSupport
internal import SystemPackage

extension ImageManager {
  /// The error about an image that is nowhere, with the name that may have been meant.
  ///
  /// Only now are all names of the repositories read: one folder each. Those of version 1 are not asked.
  public func imageNotFound(_ reference: ImageReference) -> PcoccError {
    var meant = reference
    meant.selector = .latest
    let names = (try? readableRepositories(reference.repository))?.flatMap(names) ?? []
    guard
      let nearest = Spelling.nearest(to: reference.image.description, among: names.sorted()),
      let image = ImageName(validating: nearest)
    else { return .imageNotFound(reference) }
    meant.image = image
    return .imageNotFound(reference, meant: meant)
  }

  /// The names of a repository's images, some of them several times; none where they cannot be read.
  private func names(in repository: Repository) -> [String] {
    let entries = try? repository.context.fileSystem.entries(of: repository.layout.metadata)
    return (entries ?? []).compactMap { RepositoryLayout.parseMetadataName($0)?.0.description }
  }
}
