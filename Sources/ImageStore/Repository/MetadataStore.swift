internal import FileSupport
internal import Foundation
internal import SystemPackage

/// The metadata of a version 2 repository: one JSON file per revision. Knows no bytes of any blob.
struct MetadataStore: MetadataReading {
  let layout: RepositoryLayout
  let context: StoreContext

  /// No metadata of ours comes near it; a longer file is an attack or an accident.
  static let sizeLimit = 4 << 20

  private var files: any FileSystem { context.fileSystem }

  func allRevisions() throws -> MetadataListing {
    var listing = MetadataListing()
    var isUpgraded = true
    for entry in try files.entries(of: layout.metadata) where !RepositoryLayout.isHidden(entry) {
      if let (name, revision) = RepositoryLayout.parseMetadataName(entry) {
        listing.revisions[name, default: []].append(revision)
      } else if RepositoryLayout.isTwoDigits(entry) {
        isUpgraded = false
      } else {
        listing.problems.append(
          .badMetadata(layout.metadata.appending(entry), "its name is not IMAGE@REVISION"))
      }
    }
    if !isUpgraded { listing.problems.append(.upgradeUnfinished(layout.root)) }
    for name in listing.revisions.keys { listing.revisions[name]?.sort() }
    return listing
  }

  func revisions(of name: ImageName) throws -> [Revision] {
    let prefix = "\(name)@"
    return try files.entries(of: layout.metadata).filter { $0.hasPrefix(prefix) }
      .compactMap { Revision(validating: String($0.dropFirst(prefix.count))) }.sorted()
  }

  func read(_ name: ImageName, _ revision: Revision) throws -> RevisionMetadata {
    let path = layout.metadataFile(name, revision)
    guard let file = try files.openAgainIfStale(path) else {
      throw PcoccError.fileSystem("cannot open", path, .noSuchFileOrDirectory)
    }
    return try RevisionMetadata(
      json: try file.contents(limit: Self.sizeLimit), name: name, revision: revision, path: path)
  }

  /// Publishes a revision under its number; throws `exists` where that is taken.
  ///
  /// - Parameter confirm: looks for the blobs while `layersOnTheirWay` names them already, and the
  ///   revision is not there yet.
  func publish(_ metadata: RevisionMetadata, confirm: () throws -> Void = {}) throws {
    let bytes = metadata.encoded()
    try files.writeDurably(
      to: layout.metadataFile(metadata.name, metadata.revision),
      mode: RepositoryLayout.metadataMode, token: context.makeToken(), placement: .exclusive,
      ready: confirm
    ) { file in
      try bytes.withUnsafeBytes { try file.write($0, at: 0) }
    }
  }

  /// The blobs of revisions that are just being published.
  func layersOnTheirWay() throws -> Set<Digest> {
    var layers: Set<Digest> = []
    for entry in try files.entries(of: layout.metadata)
    where entry.hasPrefix(RepositoryLayout.temporaryPrefix) {
      let path = layout.metadata.appending(entry)
      // One that is not whole yet protects nothing: its writer has not looked for the blobs.
      guard let bytes = try? files.contents(of: path, limit: Self.sizeLimit),
        let stored = try? JSONDecoder().decode(StoredRevision.self, from: Data(bytes)),
        let metadata = try? RevisionMetadata(stored, path: path)
      else { continue }
      layers.formUnion(metadata.layers)
    }
    return layers
  }

  /// Takes back a revision that this process has just published and nobody was told of.
  func withdraw(_ metadata: RevisionMetadata) throws {
    do {
      try files.removeFile(layout.metadataFile(metadata.name, metadata.revision))
    } catch let error as PcoccError where error.code == .notFound {
      // Somebody has deleted it meanwhile.
    }
    try files.synchronizeNames(of: layout.metadata)
  }

  /// Moves a revision into the trash; false where it was gone already.
  ///
  /// - Throws: `busy` where the run is gone.
  func delete(_ name: ImageName, _ revision: Revision, to run: TrashRun) throws -> Bool {
    do {
      try files.rename(
        layout.metadataFile(name, revision), to: run.metadataFile(name, revision))
      return true
    } catch let error as PcoccError where error.code == .notFound {
      guard try contains(name, revision) else { return false }
      throw PcoccError(
        .busy, "the folder of a deletion has just been taken away", path: run.path,
        advice: "try again")
    }
  }

  private func contains(_ name: ImageName, _ revision: Revision) throws -> Bool {
    do {
      _ = try files.status(of: layout.metadataFile(name, revision), followingLinks: false)
      return true
    } catch let error as PcoccError where error.code == .notFound {
      return false
    }
  }

  /// Brings a revision back from the trash; throws `exists` where its number is taken.
  ///
  /// Whoever did this before may have been cut short, so that the file has both names; then it is
  /// finished.
  func restore(_ name: ImageName, _ revision: Revision, from run: TrashRun) throws {
    let (old, new) = (run.metadataFile(name, revision), layout.metadataFile(name, revision))
    do {
      try files.publishExclusively(old, as: new)
    } catch let error as PcoccError where error.code == .exists {
      guard
        try files.status(of: old, followingLinks: false)
          .isSameFile(as: files.status(of: new, followingLinks: false))
      else { throw error }
    }
    // The revision is there now; a name too many in the trash does no harm.
    try? files.removeFile(old)
  }
}
