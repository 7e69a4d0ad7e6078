internal import DiskImage
public import FileSupport
internal import SystemPackage

extension ImageManager {
  /// Makes a revision with the same disk as another one in a single layer.
  ///
  /// - Parameter description: a line for the history, kept with the revision.
  /// - Throws: `notFound` where there is no such revision, `corrupt` where a layer is missing or damaged.
  public func flattenImage(
    _ reference: ImageReference, description: String? = nil, monitor: Monitor = .silent
  ) throws -> RevisionChange {
    let base = try resolve(reference)
    let disk = try base.openDisk(for: "flattened")
    guard base.metadata.layers.count > 1 else {
      return .unchanged(base, virtualSize: disk.virtualSize)
    }
    return try base.repository.withStagingFolder { folder in
      let monitor = base.repository.guardingSpace(monitor)
      let blob = try StagedBlob(
        converting: disk, compression: nil, to: folder.appending("blob"), context, monitor)
      return try publish(
        [blob.digest], staged: blob, as: base, description, virtualSize: disk.virtualSize, monitor)
    }
  }

  /// Publishes a new revision of an image with the layers given, of which one was made for it.
  func publish(
    _ layers: [Digest], staged: StagedBlob, as base: ResolvedRevision, _ description: String?,
    virtualSize: Int, _ monitor: Monitor
  ) throws -> RevisionChange {
    let draft = RevisionDraft(
      name: base.metadata.name, kind: .vm, layers: layers,
      customMetadata: base.metadata.customMetadata, description: description)
    let metadata = try base.repository.publishRevision(draft, staged: [staged], monitor)
    return RevisionChange(
      image: LocatedRevision(repository: base.repository.name, metadata: metadata),
      base: base.located, isNew: true, addedSize: staged.size, virtualSize: virtualSize)
  }
}
