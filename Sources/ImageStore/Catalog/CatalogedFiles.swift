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
  private let layout: RepositoryLayout
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
    /// Whether nothing has happened in a folder, by its path.
    var isUnchanged: [FilePath: Bool] = [:]
    /// The names in a folder, by its path.
    var names: [FilePath: Set<String>] = [:]
  }

  /// - Parameters:
  ///   - folder: where the user's catalogs are.
  ///   - files: the repository's file system.
  ///   - isRefreshing: whether to begin with nothing.
  init(
    _ layout: RepositoryLayout, on files: any FileSystem, in folder: FilePath,
    _ context: StoreContext, isRefreshing: Bool
  ) {
    self.layout = layout
    self.context = context
    self.files = files
    self.isRefreshing = isRefreshing
    var catalog = Catalog(of: layout, in: folder, context.fileSystem)
    if isRefreshing { catalog.forget() }
    state = Mutex(State(catalog: catalog, isChanged: isRefreshing))
  }

  /// Whether it knows of a folder.
  func covers(_ folder: FilePath) -> Bool {
    folder == layout.metadata || folder == layout.attributes
  }

  /// The names in `meta/` or `attributes/`.
  func entries(of folder: FilePath) throws -> [String] {
    let before = try files.status(of: folder, followingLinks: false)
    let names = try files.entries(of: folder).sorted()
    let time = context.now().timeIntervalSince1970
    let after = try files.status(of: folder, followingLinks: false)
    state.withLock { state in
      var known = state.catalog[folder, layout]
      let stamp = FileStamp(after)
      state.isUnchanged[folder] = known.stamp == stamp && known.names == names
      state.names[folder] = Set(names)
      guard known.stamp != stamp || known.names != names else { return }
      state.isChanged = true
      known.names = names
      known.stamp = FileStamp(before) == stamp && stamp.isSettled(at: time) ? stamp : nil
      known.entries = known.entries.filter { state.names[folder]?.contains($0.key) == true }
        .mapValues { CatalogFolder.Entry(stamp: $0.stamp, isCurrent: false, bytes: $0.bytes) }
      state.catalog.update(folder, layout) { $0 = known }
    }
    return names
  }

  /// The bytes of a file in one of the two folders, whose names have been read.
  func contents(of path: FilePath, limit: Int) throws -> [UInt8] {
    let folder = path.parent
    let name = path.lastComponent?.string ?? ""
    let (entry, isUnchanged, isAbsent) = state.withLock { state in
      (
        state.catalog[folder, layout].entries[name], state.isUnchanged[folder] == true,
        state.names[folder]?.contains(name) == false
      )
    }
    // The folder has just been read.
    if isAbsent { throw PcoccError.fileSystem("cannot open", path, .noSuchFileOrDirectory) }
    if let entry, let stamp = entry.stamp {
      if isUnchanged, entry.isCurrent { return Array(entry.bytes) }
      if FileStamp(try files.status(of: path, followingLinks: false)) == stamp {
        noteCurrent(name, in: folder)
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
      state.catalog.update(folder, layout) { $0.entries[name] = kept }
    }
    return bytes
  }

  private func noteCurrent(_ name: String, in folder: FilePath) {
    state.withLock { state in
      state.isChanged = true
      state.catalog.update(folder, layout) { $0.entries[name]?.isCurrent = true }
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
  /// What it knows of one of the repository's two folders.
  fileprivate subscript(folder: FilePath, layout: RepositoryLayout) -> CatalogFolder {
    folder == layout.metadata ? metadata : attributes
  }

  /// Changes it where it is: a copy of all entries for each file that is read would cost more than
  /// the reading.
  fileprivate mutating func update(
    _ folder: FilePath, _ layout: RepositoryLayout, _ body: (inout CatalogFolder) -> Void
  ) {
    if folder == layout.metadata { body(&metadata) } else { body(&attributes) }
  }
}
