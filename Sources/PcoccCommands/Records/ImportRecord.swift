internal import DiskImage
internal import ImageStore

/// What an import made.
///
/// Keys: image, source_format, verbatim (whether the source's bytes were stored as they are), size
/// (bytes stored), virtual_size (bytes of the disk).
struct ImportRecord: Encodable, Sendable {
  let image: ImageRecord
  let sourceFormat: String
  let verbatim: Bool
  let size: Int
  let virtualSize: Int

  init(_ result: ImportResult) {
    image = ImageRecord(result.image)
    sourceFormat = result.sourceFormat.rawValue
    verbatim = result.isVerbatim
    size = result.size
    virtualSize = result.virtualSize
  }
}
