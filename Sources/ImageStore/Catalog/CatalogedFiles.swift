internal import FileSupport
internal import Foundation
internal import Synchronization
internal import SystemPackage

/// A repository's file system that reads no file of metadata or attributes again that it knows already.
///
/// It is right whatever is added, replaced or removed; nobody writes into a file that is there already.
/// Each of the two folders is read once. Where nothing has happened in it since it was last read, what is
/// known of those of its files holds that were looked at since; any other file is asked for its stamp, and
/// read again where that is another one.
final class CatalogedFiles: Sendable {
  private let metadata: FilePath
  private let attributes: FilePath
  /// The caller's; `files` is the repository's.
  private let context: StoreContext
  private let files: any FileSystem
  private let state: Mutex<State>

  private let isRefreshing: Bool
  /// The longest file that is kept: what somebody else makes of his must not fill a user's home.
  private static let entryLimit = 64 << 10

  private struct State: Sendable {
    var catalog: Catalog
    var isChanged = false
    /// How many files had to be opened.
    var openedCount = 0
    /// The folders in which nothing has happened.
    var unchanged: Set<Catalog.Part> = []
    /// The names in each folder that was read.
    var names: [Catalog.Part: Set<String>] = [:]
  }

  /// - Parameters:
  ///   - folder: where the user's catalogs are.
  ///   - files: the repository's file system.
  ///   - isRefreshing: whether to begin with nothing.
  init(
    _ layout: RepositoryLayout, on files: any FileSystem, in folder: FilePath,
    _ context: StoreContext, isRefreshing: Bool
  ) {
    metadata = layout.metadata
    attributes = layout.attributes
    self.context = context
    self.files = files
    self.isRefreshing = isRefreshing
    var catalog = Catalog(of: layout, in: folder, context.fileSystem)
    if isRefreshing { catalog.forget() }
    state = Mutex(State(catalog: catalog, isChanged: isRefreshing))
  }

  /// The part of the catalog that is about a folder; nil for any other folder.
  private func part(_ folder: FilePath) -> Catalog.Part? {
    folder == metadata ? .metadata : folder == attributes ? .attributes : nil
  }

  /// The names in `meta/` or `attributes/`; nil for any other folder.
  func entries(of folder: FilePath) throws -> [String]? {
    guard let part = part(folder) else { return nil }
    let before = try files.status(of: folder, followingLinks: false)
    let names = try files.entries(of: folder).sorted()
    let time = context.now().timeIntervalSince1970
    let after = try files.status(of: folder, followingLinks: false)
    state.withLock { state in
      var known = state.catalog[part]
      let stamp = FileStamp(after)
      state.names[part] = Set(names)
      let lines = names.filter { !$0.utf8.contains(UInt8(ascii: "\n")) }
      if known.stamp == stamp, known.names == lines {
        state.unchanged.insert(part)
        return
      }
      state.unchanged.remove(part)
      state.isChanged = true
      known.names = lines
      known.stamp = FileStamp(before) == stamp && stamp.isSettled(at: time) ? stamp : nil
      known.entries = known.entries.filter { state.names[part]?.contains($0.key) == true }
        .mapValues { CatalogFolder.Entry(stamp: $0.stamp, isCurrent: false, bytes: $0.bytes) }
      state.catalog.update(part) { $0 = known }
    }
    return names
  }

  /// The bytes of a file in one of the two folders, whose names have been read; nil for any other file.
  func contents(of path: FilePath, limit: Int) throws -> [UInt8]? {
    guard let part = part(path.parent) else { return nil }
    let name = path.lastComponent?.string ?? ""
    let (entry, isUnchanged, isAbsent) = state.withLock { state in
      (
        state.catalog[part].entries[name], state.unchanged.contains(part),
        state.names[part]?.contains(name) == false
      )
    }
    // The folder has just been read.
    if isAbsent { throw PcoccError.fileSystem("cannot open", path, .noSuchFileOrDirectory) }
    if let entry, let stamp = entry.stamp {
      if isUnchanged, entry.isCurrent { return Array(entry.bytes) }
      if FileStamp(try files.status(of: path, followingLinks: false)) == stamp {
        noteCurrent(name, in: part)
        return Array(entry.bytes)
      }
    }
    let file = try files.openForReading(path)
    let status = try file.status()
    let bytes = try file.contents(limit: limit)
    let stamp = FileStamp(status)
    let isSettled =
      try stamp.isSettled(at: context.now().timeIntervalSince1970)
      && FileStamp(file.status()) == stamp
    let kept =
      bytes.count > Self.entryLimit
      ? nil
      : CatalogFolder.Entry(
        stamp: isSettled ? stamp : nil, isCurrent: true, bytes: bytes[...])
    state.withLock { state in
      state.isChanged = state.isChanged || kept != nil || entry != nil
      state.openedCount += 1
      state.catalog.update(part) { $0.entries[name] = kept }
    }
    return bytes
  }

  private func noteCurrent(_ name: String, in part: Catalog.Part) {
    state.withLock { state in
      state.isChanged = true
      state.catalog.update(part) { $0.entries[name]?.isCurrent = true }
    }
  }

  /// Keeps what was read for the next time.
  ///
  /// - Parameter isWhole: whether all was read that was wanted. What somebody has read who stopped early
  ///   is not worth writing a catalog again that knows much more.
  /// - Throws: where that cannot be done. The catalog is then as it was; one that was to be made anew is
  ///   gone.
  func save(isWhole: Bool) throws {
    let catalog = state.withLock { state in
      let known = state.catalog.metadata.entries.count + state.catalog.attributes.entries.count
      let isWorthIt = isWhole || state.openedCount >= known / 4
      return state.isChanged && isWorthIt ? state.catalog : nil
    }
    do {
      try catalog?.save(context)
    } catch {
      if isRefreshing { catalog?.remove(context.fileSystem) }
      throw error
    }
  }
}

extension Catalog {
  /// One of the repository's two folders.
  fileprivate enum Part { case metadata, attributes }

  /// What it knows of a folder.
  fileprivate subscript(part: Part) -> CatalogFolder {
    switch part {
    case .metadata: metadata
    case .attributes: attributes
    }
  }

  /// Changes it where it is: a copy of all entries for each file that is read would cost more than
  /// the reading.
  fileprivate mutating func update(_ part: Part, _ body: (inout CatalogFolder) -> Void) {
    switch part {
    case .metadata: body(&metadata)
    case .attributes: body(&attributes)
    }
  }
}
