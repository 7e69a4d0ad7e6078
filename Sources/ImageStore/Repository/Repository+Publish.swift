internal import FileSupport
internal import Foundation
internal import SystemPackage

extension Repository {
  /// Publishes the first revision of a new image, with the staged blobs that the repository lacks.
  ///
  /// Blobs become visible before the revision that names them, and every blob of the revision is
  /// opened once more after it: a collector that did not see the revision may have taken one away.
  /// Success is returned only after that. They are opened before it too, when collectors can read
  /// what is about to be published: a writer may sleep for longer than blobs that nothing refers to
  /// live, and be killed as soon as its revision is there.
  ///
  /// - Throws: `exists` where the image has revisions, also such as appeared meanwhile.
  func publishImage(
    _ draft: RevisionDraft, staged: [StagedBlob], _ monitor: Monitor = .silent
  ) throws -> RevisionMetadata {
    try publish(draft, isNewImage: true, staged: staged, monitor)
  }

  /// Publishes another revision of an image, under the lowest number that is above all that the image
  /// has ever had, in the same way. Of two at once both get a number.
  func publishRevision(
    _ draft: RevisionDraft, staged: [StagedBlob], _ monitor: Monitor = .silent
  ) throws -> RevisionMetadata {
    try publish(draft, isNewImage: false, staged: staged, monitor)
  }

  private func publish(
    _ draft: RevisionDraft, isNewImage: Bool, staged: [StagedBlob], _ monitor: Monitor
  ) throws -> RevisionMetadata {
    let store = try writableMetadata()
    guard draft.layers.count <= RevisionMetadata.maximumLayers else {
      throw PcoccError.tooManyLayers(nil, RevisionMetadata.maximumLayers)
    }
    try requireReadable(stamped(draft, draft.lowest))
    let audience =
      try draft.last.map { try self.audience(ofNew: draft.attributes, after: $0) }
      ?? self.audience(ofNew: draft.attributes)
    var waiting: [StagedBlob] = []
    defer { waiting.forEach(content.discard) }
    for blob in staged {
      waiting.append(try content.publish(give(blob, to: audience, monitor), monitor))
    }
    var taken: Revision?
    while true {
      let metadata = stamped(draft, try number(for: draft, isNewImage: isNewImage, after: taken))
      do {
        try store.publish(
          metadata, for: audience, confirm: { try confirm(metadata, staged: waiting, monitor) },
          takeBack: { takeBack(metadata, after: $0, store) })
      } catch let error as PcoccError where error.code == .exists {
        guard !isNewImage else { throw PcoccError.imageExists(draft.name, in: name) }
        // The folder as the network remembers it may not show it yet.
        taken = metadata.revision
        continue
      }
      let isComplete = try complete(metadata, store) {
        if isNewImage { try requireNoLower(metadata) }
        try settleAfterPublishing(
          of: metadata, audience, from: isNewImage ? nil : draft.attributes, monitor)
        try confirm(metadata, staged: waiting, monitor)
      }
      if isComplete { return metadata }
    }
  }

  private func number(
    for draft: RevisionDraft, isNewImage: Bool, after taken: Revision?
  ) throws -> Revision {
    let free =
      try isNewImage ? firstRevision(of: draft.name) : nextRevision(of: draft.name, after: taken)
    return max(draft.lowest, free)
  }

  /// Does what is left to do for a revision that has just got its name, or takes it back; false where the
  /// number has been used before.
  private func complete(
    _ metadata: RevisionMetadata, _ store: MetadataStore, _ body: () throws -> Void
  ) throws -> Bool {
    do {
      if try isReuse(metadata) {
        try withdraw(metadata, store)
        return false
      }
      try body()
      return true
    } catch {
      throw takeBack(metadata, after: error, store)
    }
  }

  /// Throws `usage` for metadata that nobody would read.
  private func requireReadable(_ metadata: RevisionMetadata) throws {
    // Its number may get more digits.
    let size = metadata.encoded().count + 20
    guard size <= MetadataStore.sizeLimit else {
      throw PcoccError(
        .usage,
        "the metadata of a revision of \"\(metadata.name)\" would have \(size) bytes, more than"
          + " \(MetadataStore.sizeLimit)",
        advice: "give it a shorter description, and properties less text")
    }
  }

  /// Takes back a revision that nobody was told of. It goes to the trash, and its number is not used
  /// again: others may have seen it, or deleted it and brought it back.
  private func withdraw(_ metadata: RevisionMetadata, _ store: MetadataStore) throws {
    // The trash knows the number too, for as long as it is kept.
    try? noteUse(of: metadata.revision, by: metadata.name)
    let run = try trash.makeDeletionRun(
      of: metadata.name, [metadata.revision], isWithdrawal: true)
    guard try store.delete(metadata.name, metadata.revision, to: run) else {
      return trash.remove(run)
    }
    for folder in [run.metadata, layout.metadata] {
      try context.fileSystem.synchronizeNames(of: folder)
    }
  }

  /// Takes a revision back because of an error; returns that, which tells too where it is still there.
  private func takeBack(
    _ metadata: RevisionMetadata, after error: any Error, _ store: MetadataStore
  ) -> any Error {
    do {
      try withdraw(metadata, store)
    } catch let failure {
      return Self.stillThere(metadata.name, metadata.revision, error, because: failure)
    }
    return error
  }

  static func stillThere(
    _ image: ImageName, _ revision: Revision, _ error: any Error, because failure: any Error
  ) -> any Error {
    guard let error = error as? PcoccError, let failure = failure as? PcoccError
    else { return error }
    return error.advising(
      "\(image)@\(revision) is still there and may not be whole, delete it; it could not be taken back:"
        + " \(failure.problem)")
  }

  private func confirm(
    _ metadata: RevisionMetadata, staged: [StagedBlob], _ monitor: Monitor
  ) throws {
    for layer in metadata.layers { try content.confirm(layer, staged: staged, monitor) }
  }

  /// Somebody may have brought an older revision back since the image was missing.
  private func requireNoLower(_ metadata: RevisionMetadata) throws {
    let revisions = try self.metadata.revisions(of: metadata.name)
    guard !revisions.contains(where: { $0 < metadata.revision }) else {
      throw PcoccError.imageExists(metadata.name, in: name)
    }
  }

  /// Throws `exists` where the image has a revision.
  func requireUnused(_ image: ImageName) throws {
    guard try metadata.revisions(of: image).isEmpty else {
      throw PcoccError.imageExists(image, in: name)
    }
  }

  /// The number of a new image's first revision: above all that deleted revisions had.
  ///
  /// - Throws: `exists` where the image has a revision.
  private func firstRevision(of image: ImageName) throws -> Revision {
    // One look decides both that the image is new and which numbers it has had: after a second
    // look, an import that published meanwhile would make this one take the next number and both
    // succeed. The look comes first: a deletion notes the number before it takes the revision
    // away, so whoever still misses the revision here finds the number.
    try requireUnused(image)
    return try number(above: usedNumbers(of: image), of: image)
  }

  /// - Parameter taken: a number that is known to be in use.
  private func nextRevision(of image: ImageName, after taken: Revision?) throws -> Revision {
    // In this order: a deletion notes a number before it takes the revision away.
    let present = try metadata.revisions(of: image) + [taken].compactMap(\.self)
    return try number(above: present + usedNumbers(of: image), of: image)
  }

  private func number(above used: [Revision], of image: ImageName) throws -> Revision {
    guard let highest = used.max() else { return .first }
    guard let next = highest.next else {
      throw PcoccError(.other, "image \"\(name):\(image)\" has no revision number left")
    }
    return next
  }

  /// Numbers of revisions that were deleted, the highest among them.
  private func usedNumbers(of image: ImageName) throws -> [Revision] {
    let deleted = try trash.revisions(of: image).flatMap(\.revisions)
    return try deleted + [attributes.highestRevision(of: image)].compactMap(\.self)
  }

  /// Whether the number was deleted between the moment it was chosen and now.
  private func isReuse(_ metadata: RevisionMetadata) throws -> Bool {
    // Who deletes a higher number has seen this one deleted, so it need not be looked for: the trash
    // may have thousands of folders.
    if let noted = try attributes.highestRevision(of: metadata.name), noted >= metadata.revision {
      return true
    }
    return try trash.holds(metadata.name, metadata.revision)
  }

  private func stamped(_ draft: RevisionDraft, _ revision: Revision) -> RevisionMetadata {
    RevisionMetadata(
      name: draft.name, revision: revision, kind: draft.kind, owner: draft.owner ?? context.user,
      timestamp: draft.timestamp ?? context.now().timeIntervalSince1970, layers: draft.layers,
      customMetadata: draft.customMetadata, description: draft.description)
  }
}
