internal import FileSupport
internal import SystemPackage

/// What is recorded of a revision once and for all, in its metadata, where pcocc keeps what it does not
/// know and hands it on to copies. So each part names what it is about.
struct RevisionFacts: Sendable, Hashable {
  /// The member of `custom_meta` that holds them.
  static let key = "image"

  /// The image, by name and id; a copy under another name is another image.
  var image: ImageName
  var id: ImageID
  /// Who made the image.
  var owner: String
  /// When the image was made, in seconds since 1970.
  var createdAt: Double
  /// The top blob of the revision, which size and provenance are about.
  var blob: Digest?
  /// Bytes of the disk; nil where they are not known.
  var virtualSize: Int?
  /// The MD5 of the top blob, in hexadecimal digits, where it was asked for.
  var checksum: String?
  /// Where the disk came from; nil for what was made out of another revision.
  var source: ImportedFile?
  /// What the image was to carry from its beginning, or carried when it got the name.
  var attributes: [String: JSONValue] = [:]
  /// The name that the image had before.
  var formerName: ImageName?
}

/// A disk image file as it was when it was imported.
public struct ImportedFile: Sendable, Hashable {
  /// Its own name without folders; nil for standard input.
  public var name: String?
  /// What the Images API calls the format of this file; what is stored is qcow2 anyway.
  public var format: CatalogDiskFormat
  /// In bytes.
  public var size: Int
  /// The SHA-256 of its bytes, in hexadecimal digits, where it is known.
  public var digest: String?
}

extension RevisionFacts {
  fileprivate enum Key: String {
    case blob
    case virtualSize = "virtual_size"
    case checksum, source, attributes, format, size
    case formerName = "renamed_from"
    case hash = "os_hash_value"
  }

  var json: JSONValue {
    var object: [String: JSONValue] = [
      AttributeKey.name.rawValue: .string(image.description),
      AttributeKey.id.rawValue: .string(id.description),
      AttributeKey.owner.rawValue: .string(owner),
      AttributeKey.createdAt.rawValue: .number(createdAt),
    ]
    object[Key.blob.rawValue] = blob.map { .string($0.hex) }
    object[Key.virtualSize.rawValue] = virtualSize.map(JSONValue.integer)
    object[Key.checksum.rawValue] = checksum.map(JSONValue.string)
    object[Key.source.rawValue] = source.map { source in
      var file: [String: JSONValue] = [
        Key.format.rawValue: .string(source.format.rawValue),
        Key.size.rawValue: .integer(source.size),
      ]
      file[AttributeKey.name.rawValue] = source.name.map(JSONValue.string)
      file[Key.hash.rawValue] = source.digest.map(JSONValue.string)
      return .object(file)
    }
    object[Key.formerName.rawValue] = formerName.map { .string($0.description) }
    if !attributes.isEmpty { object[Key.attributes.rawValue] = .object(attributes) }
    return .object(object)
  }

  /// Those in a revision's custom metadata; nil where there are none that can be understood.
  ///
  /// - Parameter topLayer: the blob of the revision that size and provenance must be about.
  init?(in customMetadata: [String: JSONValue], topLayer: Digest?) {
    guard case .object(let members)? = customMetadata[Self.key] else { return nil }
    let object = JSONObject(members: members, path: "")
    guard let name = try? object.string(AttributeKey.name), let image = ImageName(validating: name),
      let id = (try? object.string(AttributeKey.id)).flatMap(ImageID.init),
      let owner = try? object.string(AttributeKey.owner)
    else { return nil }
    switch members[AttributeKey.createdAt.rawValue] {
    case .number(let time)?: createdAt = time
    case .integer(let time)?: createdAt = Double(time)
    default: return nil
    }
    self.image = image
    self.id = id
    self.owner = owner
    blob = (try? object.string(Key.blob.rawValue)).flatMap { Digest(hex: $0) }
    if blob == topLayer {
      virtualSize = try? object.count(Key.virtualSize.rawValue)
      checksum = try? object.string(Key.checksum.rawValue)
      source = (try? object.object(Key.source.rawValue)).flatMap(ImportedFile.init)
    }
    attributes = (try? object.object(Key.attributes.rawValue))?.members ?? [:]
    formerName = (try? object.string(Key.formerName.rawValue)).flatMap { ImageName(validating: $0) }
  }
}

extension ImportedFile {
  fileprivate init?(_ object: JSONObject) {
    typealias Key = RevisionFacts.Key
    guard let format = try? object.choice(Key.format.rawValue, of: CatalogDiskFormat.self),
      let size = try? object.count(Key.size.rawValue)
    else { return nil }
    self.init(
      name: try? object.string(AttributeKey.name), format: format, size: size,
      digest: try? object.string(Key.hash.rawValue))
  }
}
