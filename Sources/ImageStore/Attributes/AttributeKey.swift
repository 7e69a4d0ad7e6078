/// The attributes that every image has, by the names of the Images API. Any other name is that of a
/// free property.
enum AttributeKey: String, Sendable, CaseIterable {
  case id, name, owner, visibility, protected, tags, members, status
  case hidden = "os_hidden"
  case minimumDisk = "min_disk"
  case minimumMemory = "min_ram"
  case containerFormat = "container_format"
  case diskFormat = "disk_format"
  case createdAt = "created_at"
  case updatedAt = "updated_at"
  case size
  case virtualSize = "virtual_size"
  case checksum
  case hashAlgorithm = "os_hash_algo"
  case hashValue = "os_hash_value"
  case properties

  /// Those that a user can set to a text.
  static let settable = allCases.filter { $0.refusal == nil }.map(\.rawValue)

  /// Why a user cannot set it to a text; nil where he can.
  var refusal: String? {
    switch self {
    case .owner, .visibility, .protected, .hidden, .minimumDisk, .minimumMemory,
      .containerFormat, .diskFormat:
      nil
    case .id: "it is fixed for life"
    case .name: "\"pcocc image rename\" changes it"
    case .tags: "\"pcocc image tag\" changes them"
    case .members: "\"pcocc image share\" changes them"
    case .status: "\"pcocc image deactivate\" and \"reactivate\" change it"
    case .createdAt, .updatedAt, .size, .virtualSize, .checksum, .hashAlgorithm, .hashValue:
      "it is a fact"
    case .properties: "give each property as KEY=VALUE"
    }
  }
}
