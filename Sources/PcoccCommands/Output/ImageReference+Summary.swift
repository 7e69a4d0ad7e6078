internal import ImageStore

extension [ImageReference] {
  /// Revisions of one image in few words, as in "user:alpine@0" or "3 revisions of user:alpine".
  var summary: String {
    guard count > 1, var image = first else { return first?.description ?? "nothing" }
    image.selector = .latest
    return "\(count) revisions of \(image)"
  }
}
