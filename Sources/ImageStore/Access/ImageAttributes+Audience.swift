extension ImageAttributes {
  /// Whether only some may read the image.
  var isRestricted: Bool { visibility == .private || visibility == .shared }

  /// Whether the same may read the image.
  func hasSameAudience(as other: ImageAttributes) -> Bool {
    visibility == other.visibility && owner == other.owner
      && members.map(\.name) == other.members.map(\.name)
  }
}
