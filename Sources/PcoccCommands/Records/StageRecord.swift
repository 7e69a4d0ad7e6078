internal import ImageStore
internal import SystemPackage

/// An image that is staged now.
///
/// Keys: image, path (the file to give to QEMU), format (of that file), layered (whether it lies on
/// other files), digest (of the top layer), size (bytes of all files), was_copied (by this run),
/// waited_seconds (for other processes), lease (null where none was asked for).
struct StageRecord: Encodable, Sendable {
  let image: ImageRecord
  let path: String
  let format: String
  let layered: Bool
  let digest: String
  let size: Int
  let wasCopied: Bool
  let waitedSeconds: Double
  @Nullable var lease: LeaseRecord?

  init(_ result: StageResult) {
    image = ImageRecord(result.image)
    path = result.path.string
    format = result.form.format
    layered = result.form == .layers
    digest = result.image.metadata.layers.last?.hex ?? ""
    size = result.size
    wasCopied = result.wasCopied
    waitedSeconds = (result.waited / .milliseconds(1)).rounded() / 1000
    lease = result.lease.map(LeaseRecord.init)
  }
}

extension StageForm {
  /// The format of the file that QEMU is given.
  var format: String { self == .raw ? "raw" : "qcow2" }
}
