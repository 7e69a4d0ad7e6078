internal import FileSupport
internal import Foundation

extension ImageAttributes {
  private static let membersKey = AttributeKey.members.rawValue

  /// All that differs from what an image has from the beginning, by the names of the Images API.
  var json: [String: JSONValue] {
    let plain = ImageAttributes(id: id, owner: owner, createdAt: createdAt, updatedAt: updatedAt)
    var object: [AttributeKey: JSONValue] = [
      .id: .string(id.description), .owner: .string(owner),
      .createdAt: .time(createdAt), .updatedAt: .time(updatedAt),
      .diskFormat: .string(diskFormat.rawValue),
    ]
    object[.visibility] = visibility.map { .string($0.rawValue) }
    if isDeactivated { object[.status] = .string(status.rawValue) }
    if isProtected { object[.protected] = .bool(true) }
    if isHidden { object[.hidden] = .bool(true) }
    if !tags.isEmpty { object[.tags] = .array(tags.map(JSONValue.string)) }
    if minimumDisk != plain.minimumDisk { object[.minimumDisk] = .integer(minimumDisk) }
    if minimumMemory != plain.minimumMemory { object[.minimumMemory] = .integer(minimumMemory) }
    if containerFormat != plain.containerFormat {
      object[.containerFormat] = .string(containerFormat.rawValue)
    }
    if !properties.isEmpty {
      object[.properties] = .object(properties.mapValues(JSONValue.string))
    }
    if !members.isEmpty { object[.members] = .array(members.map(\.json)) }
    return Dictionary(uniqueKeysWithValues: object.map { ($0.key.rawValue, $0.value) })
  }

  /// Takes over what such an object says. It may come from anybody who can write to the repository.
  ///
  /// - Throws: `corrupt` where a value has the wrong type or is none of those that there are.
  mutating func take(_ object: JSONObject) throws {
    owner = try object.string(.owner) ?? owner
    visibility = try object.choice(.visibility) ?? visibility
    isDeactivated = try object.choice(.status, of: ImageStatus.self) == .deactivated
    isProtected = try object.bool(.protected) ?? isProtected
    isHidden = try object.bool(.hidden) ?? isHidden
    tags = try object.strings(.tags).map { Set($0).sorted() } ?? tags
    minimumDisk = try object.count(.minimumDisk) ?? minimumDisk
    minimumMemory = try object.count(.minimumMemory) ?? minimumMemory
    containerFormat = try object.choice(.containerFormat) ?? containerFormat
    diskFormat = try object.choice(.diskFormat) ?? diskFormat
    createdAt = try object.time(.createdAt) ?? createdAt
    updatedAt = max(updatedAt, try object.time(.updatedAt) ?? updatedAt)
    properties = try object.stringObject(.properties) ?? properties
    members = try object.objects(.members).map { try $0.map(ImageMember.init) } ?? members
    guard members.count <= AttributesLimit.count else {
      throw object.problem("more than \(AttributesLimit.count) members")
    }
  }
}

extension ImageMember {
  private enum Key: String {
    case member, status, createdAt = "created_at", updatedAt = "updated_at"
  }

  fileprivate var json: JSONValue {
    .object([
      Key.member.rawValue: .string(name), Key.status.rawValue: .string(status.rawValue),
      Key.createdAt.rawValue: .time(createdAt), Key.updatedAt.rawValue: .time(updatedAt),
    ])
  }

  fileprivate init(_ object: JSONObject) throws {
    guard let name = try object.string(Key.member.rawValue),
      let status = try object.choice(Key.status.rawValue, of: Status.self)
    else { throw object.problem("a member needs a name and a status") }
    self.init(
      name: name, status: status,
      createdAt: try object.time(Key.createdAt.rawValue) ?? 0,
      updatedAt: try object.time(Key.updatedAt.rawValue) ?? 0)
  }
}
