internal import DiskImage
public import FileSupport

extension ImageManager {
  /// Compares the disks of two revisions. What lies in a layer that both have is not read.
  ///
  /// - Throws: `notFound` where a revision is missing, `corrupt` where a layer is missing or damaged.
  public func difference(
    between first: ImageReference, and second: ImageReference, monitor: Monitor = .silent
  ) throws -> ImageDifference {
    let first = try resolve(first)
    let second = try resolve(second)
    let disks = (
      first: try first.openDisk(for: "compared"), second: try second.openDisk(for: "compared")
    )
    // Readers number layers from the top.
    let layers = (
      first: Array(first.metadata.layers.reversed()),
      second: Array(second.metadata.layers.reversed())
    )
    return ImageDifference(
      first: first.located, second: second.located,
      virtualSizes: (disks.first.virtualSize, disks.second.virtualSize),
      extents: try DiskDifference.extents(
        disks.first, disks.second,
        isSameLayer: { layers.first[$0] == layers.second[$1] }, monitor: monitor))
  }
}
