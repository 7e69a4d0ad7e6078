internal import FileSupport
internal import Foundation
internal import SystemPackage

extension RevisionFacts {
  /// Those of the first revision of a new image, which the user owns.
  ///
  /// - Parameters:
  ///   - template: an image whose disk this one has; what describes the disk is taken over.
  ///   - request: the id and the attributes that were asked for.
  /// - Throws: `usage` for what is no value of an attribute or beyond a limit.
  init(
    ofNewImage image: ImageName, blob: Digest?, virtualSize: Int?, source: ImportedFile? = nil,
    template: ImageAttributes? = nil, _ request: NewImageAttributes, _ context: StoreContext
  ) throws {
    let attributes = try request.attributes(source: source, template: template, context)
    var initial = attributes.json
    for key in [AttributeKey.id, .owner, .createdAt, .updatedAt] { initial[key.rawValue] = nil }
    self.init(
      image: image, id: attributes.id, owner: attributes.owner,
      createdAt: attributes.createdAt, blob: blob, virtualSize: virtualSize, source: source,
      attributes: initial)
  }

  /// What the image carries from its beginning.
  var imageAttributes: ImageAttributes {
    get throws {
      var result = ImageAttributes(
        id: id, owner: owner, createdAt: createdAt, updatedAt: createdAt)
      try result.take(JSONObject(members: attributes, path: ""))
      return result
    }
  }

  /// Those of another revision of an image.
  init(of identity: ImageIdentity, image: ImageName, blob: Digest?, virtualSize: Int?) {
    self.init(
      image: image, id: identity.id, owner: identity.owner, createdAt: identity.createdAt,
      blob: blob, virtualSize: virtualSize, attributes: identity.initial)
  }
}
