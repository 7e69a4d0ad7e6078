/// A run of a disk's bytes that are stored in one way.
public struct Extent: Sendable, Hashable {
  /// How the bytes are stored, and where.
  public enum Content: Sendable, Hashable {
    /// Nothing is stored: what lies below shows through, or zeros where nothing does.
    case unallocated
    /// Reads as zeros, whatever lies below.
    case zero
    /// The bytes lie as they are in the file, from `fileOffset` on.
    case plain(fileOffset: Int)
    /// The bytes come out of one compressed unit.
    ///
    /// `fileOffset` and `length` bound the compressed bytes, `skip` is the number of decompressed
    /// bytes before the extent's first.
    case compressed(fileOffset: Int, length: Int, skip: Int)
  }

  /// Bytes of the disk.
  public var range: Range<Int>
  /// How the bytes are stored, and where in the file of the layer.
  public var content: Content
  /// Which layer of a stack holds it, the top being 0; 0 where there is one.
  public var layer: Int

  /// A run of bytes, given by their offsets on the disk.
  public init(range: Range<Int>, content: Content, layer: Int = 0) {
    self.range = range
    self.content = content
    self.layer = layer
  }

  /// Whether the bytes have to be fetched from a file.
  public var isStored: Bool {
    switch content {
    case .unallocated, .zero: false
    case .plain, .compressed: true
    }
  }

  /// The part of the extent inside `range`, which must lie inside the extent's own.
  public func clamped(to range: Range<Int>) -> Extent {
    let moved = range.lowerBound - self.range.lowerBound
    let content: Content =
      switch self.content {
      case .unallocated: .unallocated
      case .zero: .zero
      case .plain(let offset): .plain(fileOffset: offset + moved)
      case .compressed(let offset, let length, let skip):
        .compressed(fileOffset: offset, length: length, skip: skip + moved)
      }
    return Extent(range: range, content: content, layer: layer)
  }
}
