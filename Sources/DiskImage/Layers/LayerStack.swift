internal import FileSupport
internal import Synchronization

/// A disk made of layers, each of which holds what changed since the one below.
///
/// Its size is that of the top layer. Where a layer holds nothing, the one below shows through; what
/// lies behind the end of that one reads as zeros, as in QEMU.
public final class LayerStack: DiskReader {
  public let virtualSize: Int
  /// Bytes of the largest clusters of all layers.
  public let clusterSize: Int
  /// The top layer's.
  public let format: DiskFormat

  private let layers: [any DiskReader]
  /// The extent of each layer that was asked for last. Layers are walked from front to back, so
  /// most questions lie in it, and each layer is asked about each of its extents once.
  private let latest: Mutex<[Extent?]>

  /// - Parameter layers: the top one first. The layers of one that is a stack itself become layers of
  ///   this one, so that an extent's number means one of them.
  /// - Throws: `corrupt` where there is no layer.
  public init(_ layers: [any DiskReader]) throws {
    let layers = layers.flatMap { ($0 as? LayerStack)?.layers ?? [$0] }
    guard let top = layers.first else {
      throw PcoccError(.corrupt, "the disk has no layers")
    }
    self.layers = layers
    virtualSize = top.virtualSize
    format = top.format
    clusterSize = layers.map(\.clusterSize).max() ?? top.clusterSize
    latest = Mutex(Array(repeating: nil, count: layers.count))
  }

  public func extent(at offset: Int) throws -> Extent {
    var end = virtualSize
    for (index, layer) in layers.enumerated() {
      guard offset < layer.virtualSize else {
        return Extent(range: offset..<end, content: .zero, layer: index)
      }
      let extent = try self.extent(at: offset, inLayer: index)
      end = min(end, extent.range.upperBound)
      if extent.content != .unallocated {
        var found = extent.clamped(to: offset..<end)
        found.layer = index
        return found
      }
    }
    return Extent(range: offset..<end, content: .unallocated, layer: layers.count - 1)
  }

  private func extent(at offset: Int, inLayer index: Int) throws -> Extent {
    if let latest = latest.withLock({ $0[index] }), latest.range.contains(offset) {
      return latest
    }
    let extent = try layers[index].extent(at: offset)
    latest.withLock { $0[index] = extent }
    return extent
  }

  public func read(_ extent: Extent, into buffer: UnsafeMutableRawBufferPointer) throws {
    try layers[extent.layer].read(extent, into: buffer)
  }

  public func willRead(_ extent: Extent) { layers[extent.layer].willRead(extent) }
}
