/// An image as the Images API describes one: one revision's disk, and what the image carries.
public struct ImageSummary: Sendable, Hashable {
  /// The revision, with what was recorded when it was made.
  public var revision: LocatedRevision
  /// What the image carries, whichever revision this is.
  public var attributes: ImageAttributes
  /// Who may see it: as asked for, else what the modes of its files say.
  public var visibility: Visibility
  /// Bytes that the revision's layers take up; nil where one is missing.
  public var size: Int?
  /// Bytes of the disk; nil for containers and where it cannot be read.
  public var virtualSize: Int?
  /// The MD5 of the top layer, in hexadecimal digits, where it was asked for at the import.
  public var checksum: String?
  /// Where the disk came from; nil where that was not recorded.
  public var source: ImportedFile?
}
