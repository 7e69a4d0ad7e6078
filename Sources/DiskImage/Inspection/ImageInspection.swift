/// What the header of an image file says, without reading the disk.
///
/// Texts out of the image are kept as they are; whoever shows them escapes them.
public struct ImageInspection: Sendable, Hashable {
  /// Another file that the image names.
  public struct Reference: Sendable, Hashable {
    /// What the other file is to the image, as in "backing file".
    public var kind: String
    /// The name as it stands in the image.
    public var name: String
  }

  /// A fact that only some formats know.
  public struct Detail: Sendable, Hashable {
    /// A stable name of lower-case words joined by dashes, as in "cluster-size".
    public var key: String
    /// The fact as text: numbers in decimal digits, words as the image has them.
    public var value: String
  }

  /// The format whose header was read.
  public var format: DiskFormat
  /// Length of the file in bytes.
  public var fileSize: Int
  /// Bytes of the disk.
  public var virtualSize: Int
  /// Bytes of the unit in which the disk is stored (cluster, block or grain); nil where it lies in
  /// one piece.
  public var clusterSize: Int?
  /// Names of the format's optional features that the image uses.
  public var features: [String]
  /// The other files that the image names.
  public var references: [Reference]
  /// What else the header tells, in the order to show it.
  public var details: [Detail]
  /// Why the file would not be imported; empty where nothing in the header speaks against it.
  public var refusals: [String]
}

extension [ImageInspection.Detail] {
  /// Adds a fact, unless there is none.
  mutating func add(_ key: String, _ value: (some CustomStringConvertible)?) {
    guard let value else { return }
    append(ImageInspection.Detail(key: key, value: value.description))
  }
}
