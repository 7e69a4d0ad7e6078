internal import FileSupport

/// One pass over the images that are wanted, repository by repository.
final class ImageWalk {
  typealias Source = (RepositoryConfiguration, () throws -> Repository?)

  private let manager: ImageManager
  private let selection: ImageSelection
  /// Where nothing has been asked for yet.
  private let contact: () -> [Source]
  /// The repositories to come.
  private lazy var sources = contact()[...]
  private var current: RepositoryWalk?
  /// What is left of a page in order.
  private var page: ArraySlice<ImageSummary>?

  /// - Parameters:
  ///   - sources: is asked at the first step.
  ///   - first: a repository that has been listed already.
  init(
    _ manager: ImageManager, _ selection: ImageSelection,
    from sources: @autoclosure @escaping () -> [Source], beginningWith first: RepositoryWalk? = nil
  ) {
    self.manager = manager
    self.selection = selection
    contact = sources
    current = first
  }

  func next() -> ImageSummary? {
    guard let order = selection.order else { return nextRead() }
    if page == nil {
      let images = Array(sequence(state: self) { $0.nextRead() })
      page = selection.page(of: images, in: order)[...]
    }
    return page?.popFirst()
  }

  private func nextRead() -> ImageSummary? {
    while let walk = current ?? nextRepository() {
      current = walk
      while let image = walk.next() {
        if selection.query.matches(image, for: manager.context) { return image }
      }
      current = nil
    }
    return nil
  }

  /// The next repository that is there; one that cannot be read is left out with a warning.
  private func nextRepository() -> RepositoryWalk? {
    while let (configured, open) = sources.popFirst() {
      do {
        if let repository = try open() {
          return try RepositoryWalk(repository, selection, manager)
        }
      } catch {
        manager.warn(error, about: configured)
      }
    }
    return nil
  }
}
