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
    var waiting: [StagedBlob] = []
    defer { waiting.forEach(content.discard) }
    for blob in staged { waiting.append(try content.publish(blob, monitor)) }
    var taken: Revision?
    while true {
      let metadata = stamped(
        draft,
        try max(
          draft.lowest,
          isNewImage ? firstRevision(of: draft.name) : nextRevision(of: draft.name, after: taken)))
      do {
        try store.publish(metadata) { try confirm(metadata, staged: waiting, monitor) }
      } catch let error as PcoccError where error.code == .exists {
        guard !isNewImage else { throw PcoccError.imageExists(draft.name, in: name) }
        // The folder as the network remembers it may not show it yet.
        taken = metadata.revision
        continue
      }
      do {
        if try isReuse(metadata) {
          // Into the trash: while this process slept, others may have deleted it and brought it back.
          _ = try store.delete(metadata.name, metadata.revision, to: trash.makeDeletionRun())
          continue
        }
        if isNewImage { try requireNoLower(metadata) }
        try confirm(metadata, staged: waiting, monitor)
      } catch {
        try? store.withdraw(metadata)
        throw error
      }
      return metadata
    }
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
    try usedNumbers(of: metadata.name).contains { $0 >= metadata.revision }
  }

  private func stamped(_ draft: RevisionDraft, _ revision: Revision) -> RevisionMetadata {
    RevisionMetadata(
      name: draft.name, revision: revision, kind: draft.kind, owner: draft.owner ?? context.user,
      timestamp: draft.timestamp ?? context.now().timeIntervalSince1970, layers: draft.layers,
      customMetadata: draft.customMetadata, description: draft.description)
  }
}
