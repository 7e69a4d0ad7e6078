internal import FileSupport
internal import SystemPackage

/// A blob is readable by whoever may read one of the images that refer to it.
extension Repository {
  private var files: any FileSystem { context.fileSystem }

  /// How often it is begun again because others change images at the same time.
  static let accessAttempts = 100

  /// Sets who reads blobs by all images of the repository that refer to them.
  ///
  /// Images that the user cannot read are unknown, so single readers are kept whom nobody explains.
  ///
  /// - Parameters:
  ///   - dropped: readers who are not kept, because the user's own image named them.
  ///   - undo: gets what takes back each change.
  func updateBlobs(
    _ layers: Set<Digest>, dropping dropped: FileReaders?, _ grant: AccessGrant,
    _ undo: inout [() throws -> Void]
  ) throws {
    guard !layers.isEmpty else { return }
    var known = try audiences(of: layers, grant)
    for _ in 0..<Self.accessAttempts {
      for layer in layers {
        try updateBlob(layer, known[layer], dropping: dropped, grant, &undo)
      }
      // Whoever publishes an image looks after its blobs once it is there; whoever was faster than
      // that is found here.
      let now = try audiences(of: layers, grant)
      guard now != known else { return }
      known = now
    }
    throw PcoccError.accessBusy(layout.root)
  }

  /// The same where nothing is to be taken back.
  func updateBlobs(_ layers: some Sequence<Digest>, dropping dropped: FileReaders? = nil) throws {
    var undo: [() throws -> Void] = []
    try updateBlobs(Set(layers), dropping: dropped, AccessGrant(layout, context), &undo)
  }

  /// Sees to it that whoever may read a revision that has just been published reads its layers too.
  ///
  /// - Parameters:
  ///   - audience: nil where the mode of the revision's file tells it.
  ///   - former: what the image carried when that was found out; nil for a new image.
  func settleAfterPublishing(
    of revision: RevisionMetadata, _ audience: ImageAudience?, from former: ImageAttributes?,
    _ monitor: Monitor
  ) throws {
    guard try hasHadRestrictedImages else { return }
    if audience?.isForSome == true {
      // A blob of somebody else would be closed by him who knows nothing of this image.
      for layer in Set(revision.layers) { try own(layer, monitor) }
    }
    try updateBlobs(revision.layers)
    guard let former else { return }
    // Somebody may have changed who reads the image since that was looked up.
    let attributes = try attributes(ofImageWith: revision)
    if !attributes.hasSameAudience(as: former) {
      try applyAccess(of: revision.name, attributes, former: audience)
    }
  }

  /// Who may read each blob by the images that this user can read.
  func audiences(
    of layers: Set<Digest>, _ grant: AccessGrant
  ) throws -> [Digest: ImageAudience] {
    var result: [Digest: ImageAudience] = [:]
    for (image, revisions) in try metadata.allRevisions().revisions {
      let known = revisions.compactMap { try? metadata.read(image, $0) }
      let used = known.map { ($0, layers.intersection($0.layers)) }.filter { !$1.isEmpty }
      guard !used.isEmpty, let newest = known.last else { continue }
      let explicit = try (try? attributes(of: newest, among: revisions)).flatMap(grant.audience)
      for (metadata, used) in used {
        guard let file = fileAudience(of: metadata) else { continue }
        // The owner's word has been done to his files; what only the attributes say opens nothing.
        let audience = file.isForSome ? file : explicit ?? file
        for layer in used { result[layer, default: audience].formUnion(audience) }
      }
    }
    return result
  }

  /// Who may read a revision by the mode of its file; nil where it is gone.
  func fileAudience(of revision: RevisionMetadata) -> ImageAudience? {
    let path = layout.metadataFile(revision.name, revision.revision)
    return (try? files.openForReading(path)).flatMap { try? ImageAudience(ofFile: $0) }
  }

  /// - Parameter known: nil where no image refers to the blob that the user can read. Then others do whose
  ///   readers are kept, or it waits to be collected: nobody else needs it.
  private func updateBlob(
    _ digest: Digest, _ known: ImageAudience?, dropping dropped: FileReaders?,
    _ grant: AccessGrant, _ undo: inout [() throws -> Void]
  ) throws {
    guard try known != nil || content.contains(digest) else { return }
    for _ in 0..<Self.accessAttempts {
      let file = try content.open(digest)
      guard file.path == layout.blob(digest) else {
        // Somebody is just replacing it, or was killed over that.
        try content.confirm(digest, staged: [])
        continue
      }
      let status = try file.status()
      var audience = known ?? ImageAudience()
      let present = try file.access()
      let readers = present.readers ?? FileReaders()
      let kept = readers.subtracting(
        try droppable(dropped ?? FileReaders(), of: readers, owner: status.userID, audience))
      audience.readers.formUnion(kept)
      guard status.linkCount == 1, context.accounts.canChangeFiles(of: status.userID) else {
        guard try known != nil || hasUnreadableImages() else { return }
        let wanted = audience.access(
          of: status.userID, mode: RepositoryLayout.blobMode, groupID: grant.groupID)
        guard present.mode != wanted.mode || present.readers != wanted.readers else { return }
        // When all the other changes have been taken back, images say who may read it. What fails may
        // have replaced it all the same.
        undo.insert({ try updateBlobs([digest]) }, at: 0)
        return try replace(file, digest, for: audience, knowing: readers, grant, .silent)
      }
      guard let old = try grant.give(file, to: audience, mode: RepositoryLayout.blobMode) else {
        return
      }
      // Who replaces it looks at its readers once he has taken it away; where he was faster, the blob
      // is another file now.
      undo.append { try file.setAccess(old) }
      if try content.isCurrent(file, of: digest) { return }
    }
    throw PcoccError.accessBusy(layout.blob(digest))
  }

  /// Those whom the user's own image named and who are not kept: only himself where another one's image
  /// seems to refer to the blob as well, which may name the same. He is told by the blob's readers.
  private func droppable(
    _ dropped: FileReaders, of readers: FileReaders, owner: UInt32, _ known: ImageAudience
  ) throws -> FileReaders {
    guard let user = context.accounts.userID, user != 0 else { return dropped }
    var others = readers.subtracting(dropped)
    if owner != 0 { others.users.insert(owner) }
    others = others.subtracting(known.readers).subtracting(FileReaders(users: [user]))
    guard !others.isEmpty, try hasUnreadableImages() else { return dropped }
    return FileReaders(users: dropped.users.intersection([user]))
  }

  /// Whether there are images that the user cannot read.
  private func hasUnreadableImages() throws -> Bool {
    try metadata.allRevisions().revisions.contains { image, revisions in
      revisions.contains {
        !files.isAccessible(layout.metadataFile(image, $0), forWriting: false)
      }
    }
  }

  /// Makes a blob the user's own file; those who read it go on.
  private func own(_ digest: Digest, _ monitor: Monitor) throws {
    let file = try content.open(digest)
    guard let user = context.accounts.userID, user != 0, try file.status().userID != user
    else { return }
    let audience = try ImageAudience(ofFile: file)
    try replace(
      file, digest, for: audience, knowing: audience.readers, AccessGrant(layout, context), monitor)
  }

  /// Puts a copy in place of a blob whose file is somebody else's, or another repository's as well.
  /// Whose file it was can still read it, and so can whom others have let in while it was copied.
  ///
  /// - Parameter known: who were in its list when the audience was found out.
  private func replace(
    _ file: any File, _ digest: Digest, for audience: ImageAudience, knowing known: FileReaders,
    _ grant: AccessGrant, _ monitor: Monitor
  ) throws {
    var audience = audience
    audience.readers.users.insert(try file.status().userID)
    try withStagingFolder { folder in
      try requireSpace(file.status().allocated)
      let staged = try StagedBlob(
        copying: file, as: digest, to: folder.appending(digest.hex), context, monitor)
      let copy = try files.openForReading(staged.path)
      try content.supersede(by: staged) { [audience] others in
        var audience = audience
        audience.readers.formUnion(others.subtracting(known))
        try grant.give(copy, to: audience, mode: RepositoryLayout.blobMode)
      }
    }
  }
}
