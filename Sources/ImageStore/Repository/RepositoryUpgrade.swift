internal import FileSupport
internal import SystemPackage

/// Turns a repository of version 1 into one of version 2, in steps of which each may be the last.
///
/// Metadata of version 2 is written beside that of version 1, where no reader of version 1 looks; then
/// `.config` changes, and then the old files go to `meta.old`, where pcocc leaves them too. So at
/// any moment a reader of the version that `.config` tells finds every revision. What was cut short is
/// finished by doing it again, and two at once do the same.
struct RepositoryUpgrade {
  let layout: RepositoryLayout
  let context: StoreContext

  private var files: any FileSystem { context.fileSystem }
  private var store: MetadataStore { MetadataStore(layout: layout, context: context) }
  private var legacy: LegacyMetadataStore { LegacyMetadataStore(layout: layout, context: context) }
  private var trash: Trash { Trash(layout: layout, context: context) }

  /// What an upgrade has to do.
  struct Plan {
    var version: RepositoryVersion
    /// What is in version 1's form only.
    var revisions: [LegacyRevision]
    /// Whether anything is left of version 1.
    var isNeeded: Bool
  }

  /// Looks at everything, and changes nothing.
  ///
  /// - Throws: `corrupt` with the first file that an upgrade would lose or stumble over.
  func plan() throws -> Plan {
    guard try RepositoryVersion.read(layout, context) == .two else {
      let revisions = try revisions(in: legacy.allFiles())
      try requireNoStrays(besides: revisions)
      return Plan(version: .one, revisions: revisions, isNeeded: true)
    }
    return Plan(
      version: .two, revisions: try revisions(in: legacy.allFiles(in: layout.metadata)),
      isNeeded: try !legacy.folders(in: layout.metadata).isEmpty)
  }

  /// Does what is planned, and what has been added since.
  ///
  /// A revision that pcocc deletes while this runs may be there again afterwards.
  ///
  /// - Returns: what is no longer in version 1's form, by name and number.
  func run(_ plan: Plan) throws -> [LegacyRevision] {
    var done = Set<LegacyRevision>()
    if plan.version == .one {
      try files.createDirectoryIfMissing(layout.metadata, mode: RepositoryLayout.folderMode)
      var waiting = plan.revisions
      while !waiting.isEmpty {
        for revision in waiting { try convert(revision) }
        done.formUnion(waiting)
        let seen = Set(done.map(\.file.name))
        waiting = try revisions(in: legacy.allFiles().filter { !seen.contains($0.name) })
      }
      try files.writeDurably(
        RepositoryVersion.newConfiguration, to: layout.configuration,
        mode: RepositoryLayout.metadataMode, token: context.makeToken(), placement: .replacing)
    }
    try done.formUnion(clear())
    return done.sorted {
      ($0.metadata.name, $0.metadata.revision) < ($1.metadata.name, $1.metadata.revision)
    }
  }

  private func revisions(in files: [LegacyMetadataFile]) throws -> [LegacyRevision] {
    try files.compactMap { file in
      do {
        return LegacyRevision(file: file, metadata: try legacy.load(file))
      } catch let error as PcoccError where error.code == .notFound {
        // Somebody has just deleted it.
        return nil
      } catch let error as PcoccError {
        throw Self.advised(error)
      }
    }
  }

  private static let mendAdvice =
    "mend it or move it to another folder, then run the upgrade again"

  /// A bad file is to be mended before the upgrade, whatever else would help.
  private static func advised(_ error: PcoccError) -> PcoccError {
    var error = error
    if error.code == .corrupt { error.advice = nil }
    return error.advising(mendAdvice)
  }

  /// Throws where `meta` holds what version 2 has no use for: pcocc stumbles over such names there.
  private func requireNoStrays(besides revisions: [LegacyRevision]) throws {
    let known = Set(
      revisions.map { RepositoryLayout.metadataName($0.metadata.name, $0.metadata.revision) })
    for name in try files.entriesIfPresent(of: layout.metadata).sorted()
    where !RepositoryLayout.isHidden(name) && !RepositoryLayout.isTwoDigits(name)
      && !known.contains(name)
    {
      guard let (image, revision) = RepositoryLayout.parseMetadataName(name) else {
        throw PcoccError.badMetadata(
          layout.metadata.appending(name), "its name is that of no metadata",
          advice: Self.mendAdvice)
      }
      do {
        _ = try store.read(image, revision)
      } catch let error as PcoccError {
        throw Self.advised(error)
      }
    }
  }

  /// Writes a revision's metadata in version 2's form, while version 1 is the one that counts: what
  /// an earlier attempt left in its place, and is not the same, goes to the trash.
  private func convert(_ revision: LegacyRevision) throws {
    guard try !publish(revision) else { return }
    let run = try trash.makeRun()
    _ = try store.delete(revision.metadata.name, revision.metadata.revision, to: run)
    guard try publish(revision) else { throw conflict(revision) }
  }

  /// Takes away all of version 1 that is left, converting what is not in version 2's form yet.
  private func clear() throws -> [LegacyRevision] {
    var done: [LegacyRevision] = []
    // A process of pcocc that still believes in version 1 may make new files and folders meanwhile.
    for _ in 0..<Self.rounds {
      let folders = try legacy.folders(in: layout.metadata)
      guard !folders.isEmpty else { break }
      try files.createDirectoryIfMissing(layout.oldMetadata, mode: RepositoryLayout.folderMode)
      for revision in try revisions(in: legacy.allFiles(in: layout.metadata)) {
        if try !isDeleted(revision) {
          guard try publish(revision) else { throw conflict(revision) }
        }
        try putAway(revision.file)
        done.append(revision)
      }
      for folder in folders { try remove(folder) }
    }
    for folder in [layout.oldMetadata, layout.metadata] {
      guard (try? files.status(of: folder, followingLinks: false)) != nil else { continue }
      try files.synchronizeNames(of: folder)
    }
    return done
  }

  private static let rounds = 4

  /// Publishes a revision; false where its place is taken by another one.
  private func publish(_ revision: LegacyRevision) throws -> Bool {
    do {
      try store.publish(revision.metadata)
      return true
    } catch let error as PcoccError where error.code == .exists {
      let path = layout.metadataFile(revision.metadata.name, revision.metadata.revision)
      return try revision.isKept(in: path, files)
    }
  }

  /// Whether a revision was converted by an earlier attempt, and has been deleted since.
  private func isDeleted(_ revision: LegacyRevision) throws -> Bool {
    let (name, number) = (revision.metadata.name, revision.metadata.revision)
    return try trash.revisions(of: name).filter { $0.revisions.contains(number) }
      .contains { try revision.isKept(in: $0.run.metadataFile(name, number), files) }
  }

  private func putAway(_ file: LegacyMetadataFile) throws {
    var new = file
    new.place = layout.oldMetadata
    try files.createDirectoryIfMissing(new.path.parent, mode: RepositoryLayout.folderMode)
    try unlessGone { try files.rename(file.path, to: new.path) }
  }

  /// Removes a folder of version 1 that has been emptied. One that is not empty yet is met again in the
  /// next round, unless only the file system's own files are left in it.
  private func remove(_ folder: String) throws {
    let path = layout.metadata.appending(folder)
    do {
      try unlessGone { try files.removeDirectory(path) }
    } catch let error as PcoccError where error.cause == .directoryNotEmpty {
      guard try files.entries(of: path).allSatisfy(RepositoryLayout.isHidden) else { return }
      try unlessGone {
        try files.rename(path, to: layout.oldMetadata.appending("\(folder).\(context.makeToken())"))
      }
    }
  }

  /// Of two upgrades at once the other one may have been faster.
  private func unlessGone(_ body: () throws -> Void) throws {
    do { try body() } catch let error as PcoccError where error.cause == .noSuchFileOrDirectory {}
  }

  private func conflict(_ revision: LegacyRevision) -> PcoccError {
    PcoccError(
      .exists, "there is another \(revision.metadata.name)@\(revision.metadata.revision)",
      path: revision.file.path,
      advice: "move one of them away, then run the upgrade again")
  }
}
