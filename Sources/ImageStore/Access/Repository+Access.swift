internal import FileSupport
internal import SystemPackage

/// Who may read what, and where that is seen to:
///
/// - A new revision: `audience(ofNew:)` says who may read it, `give` has its blobs and `AccessGrant.give` its
///   metadata let them in before they have names; then `settleAfterPublishing` sets the blobs that were
///   there before, and all of it if somebody has changed the image meanwhile.
/// - A change of an image: `AccessChange`, with `applyAccess` for the files of the image, and
///   `updateBlobs` for those that it has in common with others.
/// - A deletion, or what brings back: `access(before:of:)`, then `settle` with `updateBlobs`.
extension Repository {
  private var files: any FileSystem { context.fileSystem }

  /// Whether an image of the repository is, or was, not for everybody. Nothing of what is done for such
  /// images costs a repository anything that has none.
  var hasHadRestrictedImages: Bool {
    get throws { try layout.hasHadRestrictedImages(files) }
  }

  /// Makes it a repository with images that are not for everybody, and gives their members a place to
  /// answer.
  private func noteRestriction() throws {
    guard try !hasHadRestrictedImages else { return }
    try files.createDirectoryIfMissing(layout.answers, mode: RepositoryLayout.folderMode)
    try files.synchronizeNames(of: layout.root)
  }

  /// Who may read what is about to be published; nil where the umask and the sharing decide.
  func audience(ofNew attributes: ImageAttributes?) throws -> ImageAudience? {
    guard let attributes, attributes.visibility != nil else { return nil }
    if attributes.isRestricted { try noteRestriction() }
    return try AccessGrant(layout, context).audience(of: attributes)
  }

  /// Who may read the next revision of an image: nobody who cannot read the last one, whatever the
  /// attributes say. Their file may be another member's work, and visibility may have been unset.
  func audience(
    ofNew attributes: ImageAttributes?, after last: RevisionMetadata
  ) throws -> ImageAudience? {
    let audience = try audience(ofNew: attributes)
    return fileAudience(of: last).flatMap { $0.isForSome ? $0 : nil } ?? audience
  }

  /// Lets those read staged bytes who are to, before they get a name in the repository.
  ///
  /// - Parameter audience: nil for whom the repository is shared with.
  func give(_ staged: StagedBlob, to audience: ImageAudience?, _ monitor: Monitor) throws
    -> StagedBlob
  {
    let grant = try AccessGrant(layout, context)
    // Where the umask decides, it has done so.
    guard audience != nil || grant.sharing != .private else { return staged }
    let file = try files.openForReading(staged.path)
    let isLinked = try file.status().linkCount > 1
    let everybody = isLinked ? nil : ImageAudience(everybodyIn: grant.sharing)
    guard let audience = audience ?? everybody else { return staged }
    guard isLinked else {
      try grant.give(file, to: audience, mode: RepositoryLayout.blobMode)
      return staged
    }
    // The file is another repository's as well.
    let copy = try StagedBlob(
      copying: file, as: staged.digest, to: staged.path.parent.appending(context.makeToken()),
      context, monitor)
    try grant.give(
      files.openForReading(copy.path), to: audience, mode: RepositoryLayout.blobMode)
    try files.removeFile(staged.path)
    return copy
  }

  /// Lets those read an image's files, and its blobs, whom its attributes name.
  ///
  /// - Parameters:
  ///   - limit: lets nobody in who is not among these.
  ///   - former: who could read it before.
  /// - Returns: what takes it back, in reverse order.
  /// - Throws: as `AccessGrant.give`; all is then as it was.
  @discardableResult
  func applyAccess(
    of image: ImageName, _ attributes: ImageAttributes, limitedTo limit: ImageAudience? = nil,
    former: ImageAudience?
  ) throws -> [() throws -> Void] {
    let grant = try AccessGrant(layout, context)
    guard var audience = try grant.audience(of: attributes) else { return [] }
    if let limit { audience = audience.limited(to: limit) }
    if attributes.isRestricted { try noteRestriction() }
    var undo: [() throws -> Void] = []
    do {
      var layers: Set<Digest> = []
      for revision in try metadata.revisions(of: image) {
        do {
          let file = try files.openForReading(layout.metadataFile(image, revision))
          if let old = try grant.give(file, to: audience, mode: RepositoryLayout.metadataMode) {
            undo.append { try file.setAccess(old) }
          }
          layers.formUnion(try metadata.read(image, revision).layers)
        } catch let error as PcoccError where error.code == .notFound {
          // Deleted since the folder was read.
          guard try !metadata.revisions(of: image).contains(revision) else { throw error }
        }
      }
      try applyAccess(ofAttributesOf: image, audience, grant, &undo)
      try updateBlobs(layers, dropping: former?.readers, grant, &undo)
      return undo
    } catch {
      for step in undo.reversed() { try? step() }
      throw error
    }
  }

  /// Lets those read a deleted revision who may read its image by now, before it is visible again.
  func giveAccess(to deleted: RevisionMetadata, in run: TrashRun) throws {
    guard try hasHadRestrictedImages else { return }
    let grant = try AccessGrant(layout, context)
    guard let audience = try grant.audience(of: attributes(ofImageWith: deleted)) else { return }
    let file = try files.openForReading(run.metadataFile(deleted.name, deleted.revision))
    try grant.give(file, to: audience, mode: RepositoryLayout.metadataMode)
  }

  private func applyAccess(
    ofAttributesOf image: ImageName, _ audience: ImageAudience, _ grant: AccessGrant,
    _ undo: inout [() throws -> Void]
  ) throws {
    for entry in try files.entriesIfPresent(of: layout.attributes) {
      let isCurrent = RepositoryLayout.parseAttributesName(entry) == image
      guard isCurrent || RepositoryLayout.parseAttributesGeneration(entry)?.0 == image else {
        continue
      }
      do {
        let file = try files.openForReading(layout.attributes.appending(entry))
        if let old = try grant.give(file, to: audience, mode: RepositoryLayout.metadataMode) {
          undo.append { try file.setAccess(old) }
        }
      } catch let error as PcoccError
        where error.code == .notFound || (error.code == .permission && !isCurrent)
      {
        // Collected meanwhile; or an old state that somebody else wrote when he could read it.
      }
    }
  }
}

extension RepositoryLayout {
  /// Whether an image of the repository is, or was, not for everybody.
  func hasHadRestrictedImages(_ files: any FileSystem) throws -> Bool {
    do {
      _ = try files.status(of: answers, followingLinks: false)
      return true
    } catch let error as PcoccError where error.code == .notFound {
      return false
    }
  }
}
