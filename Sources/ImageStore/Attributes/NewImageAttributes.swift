internal import Foundation

/// What a new image is to carry.
public struct NewImageAttributes: Sendable, Hashable {
  /// nil for a new one.
  public var id: ImageID?
  /// How the image is to differ from one of which nothing is said.
  public var change: AttributesChange

  /// A new id and nothing but defaults, unless something else is given.
  public init(id: ImageID? = nil, change: AttributesChange = AttributesChange()) {
    self.id = id
    self.change = change
  }

  /// All of it, with the values that were not asked for.
  ///
  /// - Throws: `usage` for what is no value of an attribute or beyond a limit.
  func attributes(
    source: ImportedFile? = nil, template: ImageAttributes? = nil, _ context: StoreContext
  ) throws -> ImageAttributes {
    let now = context.now().timeIntervalSince1970
    var attributes = ImageAttributes(
      id: id ?? .random(), owner: context.user, createdAt: now, updatedAt: now)
    if let template { attributes.describeDisk(as: template) }
    if let source { attributes.diskFormat = source.format }
    try change.apply(to: &attributes)
    try change.owner.map { try context.requireUser($0) }
    try AttributesLimit.checkSize(of: attributes)
    return attributes
  }
}

extension ImageAttributes {
  /// Takes over what is true of any image with the same disk.
  fileprivate mutating func describeDisk(as other: ImageAttributes) {
    minimumDisk = other.minimumDisk
    minimumMemory = other.minimumMemory
    containerFormat = other.containerFormat
    diskFormat = other.diskFormat
    tags = other.tags
    properties = other.properties
    // What only some could read does not become everybody's by being copied.
    if other.isRestricted { visibility = .private }
  }
}
