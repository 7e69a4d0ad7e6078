internal import DiskImage
internal import ImageStore
internal import SystemPackage

/// What an export wrote.
///
/// Keys: image, path, format, virtual_size (bytes of the disk).
struct ExportRecord: Encodable, Sendable {
  let image: ImageRecord
  let path: String
  let format: String
  let virtualSize: Int

  init(_ result: ExportResult, path: FilePath) {
    image = ImageRecord(result.image)
    self.path = path.string
    format = result.format.rawValue
    virtualSize = result.virtualSize
  }
}
