internal import FileSupport
internal import ImageStore

/// What a verb that makes a revision out of another one did.
///
/// Keys: image (the revision made, or the base), base (what it was made from), new (false where
/// nothing had changed), size (bytes of the blob that was made, 0 where none was), virtual_size
/// (bytes of the disk).
struct RevisionChangeRecord: Encodable, Sendable {
  let image: ImageRecord
  let base: ImageRecord
  let new: Bool
  let size: Int
  let virtualSize: Int

  init(_ change: RevisionChange) {
    image = ImageRecord(change.image)
    base = ImageRecord(change.base)
    new = change.isNew
    size = change.addedSize
    virtualSize = change.virtualSize
  }
}

extension Session {
  /// Prints what a verb has made.
  ///
  /// - Parameter verb: what was done, as in "saved".
  func report(_ change: RevisionChange, _ verb: String, _ json: JSONOption) throws {
    if json.isOn { try conclude(JSONText.line(RevisionChangeRecord(change))) }
    guard change.isNew else {
      reporter.note("nothing changed, \(change.base.reference) is the same")
      return
    }
    let layers = change.image.metadata.layers.count
    reporter.note(
      "\(verb) \(change.image.reference) (\(ByteCount.text(change.addedSize)) added, "
        + "\(layers.counting("layer")), disk of "
        + "\(ByteCount.text(change.virtualSize)))")
  }
}
