internal import DiskImage
public import FileSupport
internal import SystemPackage

extension ImageManager {
  /// Makes a revision with the same disk as another one in a single layer.
  ///
  /// - Parameter description: a line for the history, kept with the revision.
  /// - Throws: `notFound` where there is no such revision, `corrupt` where a layer is missing or damaged.
  public func flatten(
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
        converting: disk, compression: nil, to: folder.appending("blob"), base.repository.context,
        monitor)
      return try publish(
        [blob.digest], with: blob, from: base, description, virtualSize: disk.virtualSize, monitor)
    }
  }
}
