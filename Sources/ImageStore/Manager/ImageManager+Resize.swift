internal import DiskImage
public import FileSupport
internal import SystemPackage

extension ImageManager {
  /// Makes a revision with a disk of another size: an empty layer on top of the image's.
  ///
  /// - Parameters:
  ///   - size: rounded up to whole sectors of 512 bytes.
  ///   - canShrink: takes a smaller size too, where what is cut off is zeros.
  ///   - description: a line for the history, kept with the revision.
  /// - Throws: `usage` where the disk would become smaller and must not, or lose data.
  public func resize(
    _ reference: ImageReference, to size: DiskSizeChange, canShrink: Bool = false,
    description: String? = nil, monitor: Monitor = .silent
  ) throws -> RevisionChange {
    let base = try resolve(reference)
    let disk = try base.openDisk(for: "resized")
    let target = try base.size(size, of: disk)
    guard target != disk.virtualSize else {
      return .unchanged(base, virtualSize: target)
    }
    if target < disk.virtualSize {
      try base.requireZeros(in: target..<disk.virtualSize, of: disk, canShrink, monitor)
    }
    let empty = EmptyDisk(virtualSize: target)
    let plan = try OverlayPlan(
      LayerStack([empty, disk]), changes: empty, over: disk, monitor: monitor)
    return try base.repository.withStagingFolder { folder in
      try base.repository.requireSpace(1 << 20)
      guard let top = base.metadata.layers.last else {
        throw PcoccError.imageNotFound(reference)
      }
      let blob = try StagedBlob(
        overlay: plan, on: top, to: folder.appending("blob"), base.repository.context, monitor)
      return try publish(
        base.metadata.layers + [blob.digest], with: blob, from: base, description,
        virtualSize: target, monitor)
    }
  }
}

extension ResolvedRevision {
  /// Bytes of the disk after the change.
  fileprivate func size(_ change: DiskSizeChange, of disk: any DiskReader) throws -> Int {
    let wanted: Int
    switch change {
    case .exactly(let size): wanted = size
    case .larger(let bytes): wanted = disk.virtualSize.addingClamping(bytes)
    }
    let sectors = wanted.addingClamping(511) / 512
    guard wanted > 0, sectors < Int.max / 512 else {
      throw PcoccError(.usage, "a disk cannot have \(wanted) bytes")
    }
    return sectors * 512
  }

  fileprivate func requireZeros(
    in range: Range<Int>, of disk: any DiskReader, _ canShrink: Bool, _ monitor: Monitor
  ) throws {
    guard canShrink else {
      throw PcoccError(
        .usage,
        "\"\(located.reference)\" has \(range.upperBound) bytes, more than \(range.lowerBound)",
        advice: "--shrink cuts off what is zeros at its end; \"+SIZE\" makes it larger by SIZE")
    }
    guard let data = try disk.firstData(in: range, monitor: monitor) else { return }
    throw PcoccError(
      .other,
      "\"\(located.reference)\" cannot be cut to \(range.lowerBound) bytes: it holds data at \(data)",
      advice: "shrink the partitions and file systems inside it first")
  }
}
