/// The text that describes a VMDK, embedded in a sparse extent or in a file of its own (VMware
/// Virtual Disk Format, The Descriptor File).
struct VmdkDescriptor: Sendable, Hashable {
  static let maximumSize = 64 << 10
  /// The parent's content ID where there is no parent.
  static let noParent: UInt32 = 0xffff_ffff

  var version: Int
  /// Changes with each change of the content.
  var contentID: UInt32
  var parentContentID: UInt32
  /// How many files of what kinds the disk has, as in "monolithicSparse".
  var createType: String
  /// At least one.
  var extents: [VmdkExtent]
  /// Bytes of the disk.
  var virtualSize: Int
  /// All values by their keys in lower case, without quotes.
  var values: [String: String]

  /// The file below this one; nil where the image is complete.
  var parentName: String? {
    if let name = values["parentfilenamehint"] { return name }
    return parentContentID == Self.noParent ? nil : ""
  }
}
