/// A disk image, read as the guest sees it.
///
/// A reader maps first and reads then: `extent(at:)` walks the format's tables and is cheap,
/// `read(_:into:)` fetches or decompresses and may run on several threads at once. Opening one has
/// checked the header; every offset and length from the file is checked before it is used.
public protocol DiskReader: Sendable {
  /// The format that the image is stored in; that of the top layer for a stack of them.
  var format: DiskFormat { get }

  /// The disk's size in bytes, any number from 0.
  var virtualSize: Int { get }

  /// The unit in which the format stores the disk, in bytes; a power of two.
  var clusterSize: Int { get }

  /// The longest run from `offset` (below `virtualSize`) that can be told to be stored in one way;
  /// it ends at `virtualSize` at the latest.
  func extent(at offset: Int) throws -> Extent

  /// Fills `buffer`, as long as the extent, with its bytes. The extent is one that
  /// `extent(at:)` returned, or a part of it; zeros are delivered for those that are not stored.
  func read(_ extent: Extent, into buffer: UnsafeMutableRawBufferPointer) throws

  /// Tells that a stored extent will be read soon.
  func willRead(_ extent: Extent)

  /// Walks through all tables before anything is read, in time proportional to them and in bounded
  /// memory.
  ///
  /// - Throws: `corrupt` with the first thing that breaks the format's rules: an entry that leads
  ///   out of the file or is not aligned, or bytes of the file that are used twice.
  func validate() throws
}

extension DiskReader {
  /// Finds nothing: there is no structure beyond what was checked when it was opened.
  public func validate() throws {}

  /// The extents of `range`, in order, the last one cut at its end.
  public func extents(in range: Range<Int>) throws -> [Extent] {
    var result: [Extent] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      let extent = try extent(at: offset)
      let end = min(extent.range.upperBound, range.upperBound)
      result.append(extent.clamped(to: offset..<end))
      offset = end
    }
    return result
  }
}
