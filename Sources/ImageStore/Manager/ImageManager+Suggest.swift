public import FileSupport
internal import SystemPackage

extension ImageManager {
  /// The error about an image that is nowhere, with the name that may have been meant.
  ///
  /// Repositories that do not answer at once are not waited for: whoever asks has looked there already.
  public func imageNotFound(_ reference: ImageReference) -> PcoccError {
    var context = context
    context.warn = { _ in }
    context.contactLimit = min(context.contactLimit, 1)
    let manager = ImageManager(configuration: configuration, context: context)
    let repositories = (try? manager.readableRepositories(reference.repository)).map(Array.init)
    return .imageNotFound(reference, meant: meant(by: reference, in: repositories ?? []))
  }

  /// The image whose name is nearest to one that is in none of these repositories.
  ///
  /// Only now are all names read: one folder each. Repositories of version 1 are not asked.
  func meant(by reference: ImageReference, in repositories: [Repository]) -> ImageReference? {
    let names = Set(repositories.flatMap(names)).sorted()
    let nearest = Spelling.nearest(to: reference.image.description, among: names)
    return nearest.flatMap { ImageName(validating: $0) }.map {
      ImageReference(repository: reference.repository, image: $0)
    }
  }

  /// The names of a repository's images, some of them several times; none where they cannot be read.
  private func names(in repository: Repository) -> [String] {
    let entries = try? repository.context.fileSystem.entries(of: repository.layout.metadata)
    return (entries ?? []).compactMap { RepositoryLayout.parseMetadataName($0)?.0.description }
  }
}
