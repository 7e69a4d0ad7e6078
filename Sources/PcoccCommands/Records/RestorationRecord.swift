internal import ImageStore

/// A revision that came back from the trash.
///
/// Keys: reference, name.
struct RestorationRecord: Encodable, Sendable {
  let reference: String
  let name: String

  init(_ reference: ImageReference) {
    self.reference = reference.description
    name = reference.image.description
  }
}
