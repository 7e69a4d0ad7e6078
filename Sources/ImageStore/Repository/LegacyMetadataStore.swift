internal import Crypto
internal import FileSupport
internal import SystemPackage
internal import Yams

/// The metadata of a version 1 repository: YAML files named by the SHA-256 of "NAME\nREVISION".
///
/// The file names tell nothing, so every question but one needs all files to be read.
struct LegacyMetadataStore: MetadataReading {
  let layout: RepositoryLayout
  let context: StoreContext

  private var files: any FileSystem { context.fileSystem }

  func allRevisions() throws -> MetadataListing {
    var listing = MetadataListing()
    for file in try allFiles() {
      do {
        let metadata = try load(file)
        listing.revisions[metadata.name, default: []].append(metadata.revision)
      } catch let error as PcoccError {
        listing.problems.append(error)
      }
    }
    for name in listing.revisions.keys { listing.revisions[name]?.sort() }
    return listing
  }

  func revisions(of name: ImageName) throws -> [Revision] {
    try allRevisions().revisions[name] ?? []
  }

  func read(_ name: ImageName, _ revision: Revision) throws -> RevisionMetadata {
    let hash = Self.hash(name, revision)
    return try load(LegacyMetadataFile(place: layout.metadata, folder: hash.folder, name: hash.hex))
  }

  /// The folders of a place in which metadata of version 1 lies.
  func folders(in place: FilePath) throws -> [String] {
    try files.entries(of: place).filter(RepositoryLayout.isTwoDigits).sorted()
  }

  /// All metadata files, each once.
  ///
  /// Those in `meta.old` count as well: an upgrade of pcocc that was cut short left them there.
  /// They are looked for last, because upgrades move files there.
  func allFiles() throws -> [LegacyMetadataFile] {
    var found: [String: LegacyMetadataFile] = [:]
    var absence: PcoccError?
    for place in [layout.metadata, layout.oldMetadata] {
      do {
        for file in try allFiles(in: place) where found[file.name] == nil {
          found[file.name] = file
        }
      } catch let error as PcoccError where error.cause == .noSuchFileOrDirectory {
        guard absence == nil else { throw absence ?? error }
        absence = error
      }
    }
    return found.values.sorted { $0.name < $1.name }
  }

  /// The metadata files in `meta` or `meta.old`.
  func allFiles(in place: FilePath) throws -> [LegacyMetadataFile] {
    try folders(in: place).flatMap { folder in
      // A folder that has been emptied is removed, by pcocc as by an upgrade.
      try files.entriesIfPresent(of: place.appending(folder))
        .filter { !RepositoryLayout.isHidden($0) }.sorted()
        .map { LegacyMetadataFile(place: place, folder: folder, name: $0) }
    }
  }

  /// Reads a metadata file, also where it has been moved to `meta.old` since it was found.
  func load(_ file: LegacyMetadataFile) throws -> RevisionMetadata {
    do {
      return try read(file)
    } catch let error as PcoccError where error.code == .notFound {
      var moved = file
      moved.place = layout.oldMetadata
      guard let metadata = try? read(moved) else { throw error }
      return metadata
    }
  }

  private func read(_ file: LegacyMetadataFile) throws -> RevisionMetadata {
    let bytes = try files.contents(of: file.path, limit: MetadataStore.sizeLimit)
    let stored: StoredRevision
    do {
      let node = try YAMLText.compose(
        String(decoding: bytes, as: UTF8.self), resolver: .default)
      stored = try YAMLDecoder(encoding: .utf8).decode(StoredRevision.self, from: node ?? "")
    } catch {
      throw PcoccError.badMetadata(file.path, StoredRevision.explain(error))
    }
    let metadata = try RevisionMetadata(stored, path: file.path)
    guard Self.hash(metadata.name, metadata.revision).hex == file.name else {
      throw PcoccError.badMetadata(
        file.path, "it describes \(metadata.name)@\(metadata.revision), whose file has another name"
      )
    }
    return metadata
  }

  private static func hash(_ name: ImageName, _ revision: Revision) -> Digest {
    Digest(SHA256.hash(data: Array("\(name)\n\(revision)".utf8)))
  }
}
