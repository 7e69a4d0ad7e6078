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
    for folder in try files.entries(of: layout.metadata) where !RepositoryLayout.isHidden(folder) {
      let path = layout.metadata.appending(folder)
      for file in try files.entries(of: path) where !RepositoryLayout.isHidden(file) {
        do {
          let metadata = try load(path.appending(file))
          listing.revisions[metadata.name, default: []].append(metadata.revision)
        } catch let error as PcoccError {
          listing.problems.append(error)
        }
      }
    }
    for name in listing.revisions.keys { listing.revisions[name]?.sort() }
    return listing
  }

  func revisions(of name: ImageName) throws -> [Revision] {
    try allRevisions().revisions[name] ?? []
  }

  func read(_ name: ImageName, _ revision: Revision) throws -> RevisionMetadata {
    let path = path(name, revision)
    let metadata = try load(path)
    guard metadata.name == name, metadata.revision == revision else {
      throw PcoccError.badMetadata(path, "it describes \(metadata.name)@\(metadata.revision)")
    }
    return metadata
  }

  private func path(_ name: ImageName, _ revision: Revision) -> FilePath {
    let hash = Digest(SHA256.hash(data: Array("\(name)\n\(revision)".utf8)))
    return layout.metadata.appending(hash.folder).appending(hash.hex)
  }

  private func load(_ path: FilePath) throws -> RevisionMetadata {
    let bytes = try files.contents(of: path, limit: MetadataStore.sizeLimit)
    let stored: StoredRevision
    do {
      let node = try YAMLText.compose(String(decoding: bytes, as: UTF8.self))
      stored = try YAMLDecoder(encoding: .utf8).decode(StoredRevision.self, from: node ?? "")
    } catch {
      throw PcoccError.badMetadata(path, StoredRevision.explain(error))
    }
    return try RevisionMetadata(stored, path: path)
  }
}
