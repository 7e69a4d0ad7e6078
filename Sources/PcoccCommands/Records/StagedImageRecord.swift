internal import ImageStore
internal import SystemPackage

/// An entry of a staging folder.
///
/// Keys: images (the revisions it was staged as), path, format, layered, digest (of the top layer),
/// allocated (bytes of disk), last_used, in_use (null where that cannot be told).
struct StagedImageRecord: Listed {
  let images: [String]
  let path: String
  let format: String
  let layered: Bool
  let digest: String
  let allocated: Int
  let lastUsed: Timestamp
  @Nullable var inUse: Bool?

  init(_ image: StagedImage) {
    images = image.images
    path = image.path.string
    format = image.form.format
    layered = image.form == .layers
    digest = image.digest.hex
    allocated = image.allocated
    lastUsed = Timestamp(seconds: image.lastUsed)
    inUse = image.isOpen
  }

  static var columns: [Column<StagedImageRecord>] {
    [
      Column("image") { $0.images.joined(separator: ",") }.whole,
      Column("form") { $0.layered ? "layers" : $0.format },
      Column("size", bytes: { $0.allocated }),
      Column("last used", time: { $0.lastUsed }),
      Column("in use") { $0.inUse.map { $0 ? "yes" : "no" } ?? "unknown" },
      Column("path") { $0.path }.whole,
      Column("digest", isDefault: false) { $0.digest },
    ]
  }
}
