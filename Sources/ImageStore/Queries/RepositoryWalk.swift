internal import FileSupport

/// One pass over the images of one repository, by name. What is read goes into the user's catalog.
final class RepositoryWalk {
  private let repository: Repository
  private var catalog: CatalogedFiles?
  private let selection: ImageSelection
  private let manager: ImageManager
  private let reading: ImageReading
  /// Those that no thread has been given yet.
  private var names: ArraySlice<ImageReading.Name>
  private let work: OrderedWork<ImageReading.Batch>
  /// How many images have been read without another thread.
  private var readAlone = 0
  /// Revisions that have been read already.
  private var read: ArraySlice<ImageSummary> = []

  /// So many that their reading takes longer than handing them over.
  private static let batchSize = 64

  /// Reads which images there are, and none of them.
  ///
  /// - Throws: where that cannot be read.
  init(_ repository: Repository, _ selection: ImageSelection, _ manager: ImageManager) throws {
    (self.repository, catalog) = repository.cataloged(
      manager.context, isRefreshing: selection.query.isRefreshing)
    self.selection = selection
    self.manager = manager
    let threads = ProcessorCount.limiting(manager.context.threads)
    work = OrderedWork(width: 2 * threads, threads: threads)
    let listing = try self.repository.metadata.allRevisions()
    listing.problems.forEach(manager.context.warn)
    reading = ImageReading(
      self.repository, described: try self.repository.attributes.describedImages(),
      allRevisions: selection.query.allRevisions, details: selection.details, manager)
    names =
      listing.revisions.filter { selection.matches($0.key) }
      .map { (name: $0.key, revisions: $0.value) }.sorted { $0.name < $1.name }[...]
  }

  deinit {
    do {
      try finish()
    } catch {
      guard selection.query.isRefreshing, let error = error as? PcoccError else { return }
      manager.context.warn(error)
    }
  }

  /// Keeps what was read for later lists, once.
  ///
  /// - Throws: where that cannot be done, which no list depends on.
  func finish() throws {
    defer { catalog = nil }
    try catalog?.save(isWhole: names.isEmpty && work.isEmpty && selection.isOfAllNames)
  }

  func next() -> ImageSummary? {
    while read.isEmpty {
      guard let batch = nextBatch() else { return nil }
      batch.warnings.forEach(manager.context.warn)
      read = batch.images[...]
    }
    return read.popFirst()
  }

  private func nextBatch() -> ImageReading.Batch? {
    // Who wants only the first few has no others read.
    if readAlone < Self.batchSize, !names.isEmpty {
      readAlone += 1
      return reading.read(takeNames(1))
    }
    while !names.isEmpty, !work.isFull {
      let batch = takeNames(Self.batchSize)
      work.add { [reading] in reading.read(batch) }
    }
    // Reading throws nothing: a bad file is a warning.
    return try? work.next()
  }

  private func takeNames(_ count: Int) -> ArraySlice<ImageReading.Name> {
    defer { names = names.dropFirst(count) }
    return names.prefix(count)
  }
}
