internal import FileSupport

/// What is to become of an image's attributes. It is done as a whole or not at all.
public struct AttributesChange: Sendable, Hashable {
  /// New values as texts, by the names of attributes and free properties.
  public var values: [String: String]
  /// Attributes that get their default back, and properties that go.
  public var unset: Set<String>
  /// Tags that the image gets; those that it has stay.
  public var addedTags: Set<String>
  /// Tags that the image loses; with one that it does not have, the change throws `notFound`.
  public var removedTags: Set<String>
  /// nil for as it is.
  public var isDeactivated: Bool?

  /// Changes what is given, and nothing else.
  public init(
    values: [String: String] = [:], unset: Set<String> = [], addedTags: Set<String> = [],
    removedTags: Set<String> = [], isDeactivated: Bool? = nil
  ) {
    self.values = values
    self.unset = unset
    self.addedTags = addedTags
    self.removedTags = removedTags
    self.isDeactivated = isDeactivated
  }

  /// The attributes that can be set, for help texts.
  public static let settable = AttributeKey.settable.joined(separator: ", ")

  /// Whether it says who may read the image.
  var isOfAudience: Bool {
    [AttributeKey.visibility, .owner].contains { values[$0.rawValue] != nil }
  }

  /// The user whose image it is to be; nil for who has it.
  var owner: String? { values[AttributeKey.owner.rawValue] }

  /// Throws `usage` for the name of a property with which somebody must have meant an attribute: no more
  /// than one mistake is between them.
  public static func checkSpelling(ofProperty name: String) throws {
    guard AttributeKey(rawValue: name) == nil else { return }
    let known = AttributeKey.settable
    let meant =
      known.first { $0 == "os_\(name)" } ?? Spelling.nearest(to: name, among: known, within: 1)
    guard let meant else { return }
    throw PcoccError(
      .usage, "no attribute is called \"\(name)\"",
      advice: "did you mean \(meant)? (\"--property\" takes any name)")
  }

  /// Whether nothing is asked for.
  public var isEmpty: Bool { self == AttributesChange() }

  /// Makes the change to an image, which an error about what is not there names.
  func apply(to attributes: inout ImageAttributes, of image: ImageReference) throws {
    do {
      try apply(to: &attributes)
    } catch var error as PcoccError where error.code == .notFound {
      error.message += " of image \"\(image)\""
      throw error
    }
  }

  /// Makes the change.
  ///
  /// - Throws: `usage` for what is no value of an attribute and for what is beyond a limit; `notFound`
  ///   for a property or tag to remove that is not there. The attributes are then of no use.
  func apply(to attributes: inout ImageAttributes) throws {
    for (name, text) in values.sorted(by: { $0.key < $1.key }) {
      try attributes.set(name, to: text)
    }
    for name in unset.sorted() { try attributes.unset(name) }
    try attributes.change(tags: addedTags, without: removedTags)
    if let isDeactivated { attributes.isDeactivated = isDeactivated }
    try AttributesLimit.checkCount(attributes.properties.count, of: "properties")
    try AttributesLimit.checkCount(attributes.tags.count, of: "tags")
  }
}

extension ImageAttributes {
  fileprivate mutating func set(_ name: String, to text: String) throws {
    guard let key = AttributeKey(rawValue: name) else {
      try AttributesLimit.checkProperty(name, text)
      properties[name] = text
      return
    }
    if let refusal = key.refusal {
      throw PcoccError(.usage, "\"\(name)\" cannot be set: \(refusal)")
    }
    switch key {
    case .owner: owner = try Self.checkedOwner(text)
    case .visibility:
      visibility = try Self.parse(key, text, as: Visibility.self)
      // Who shares it again with one does not mean those of before too.
      if visibility == .private { members = [] }
    case .protected: isProtected = try Self.bool(key, text)
    case .hidden: isHidden = try Self.bool(key, text)
    case .minimumDisk: minimumDisk = try Self.count(key, text)
    case .minimumMemory: minimumMemory = try Self.count(key, text)
    case .containerFormat: containerFormat = try Self.parse(key, text, as: ContainerFormat.self)
    case .diskFormat: diskFormat = try Self.parse(key, text, as: CatalogDiskFormat.self)
    default: break
    }
  }

  fileprivate mutating func unset(_ name: String) throws {
    guard let key = AttributeKey(rawValue: name) else {
      guard properties.removeValue(forKey: name) != nil else {
        throw PcoccError.unknown(
          "property", name, known: properties.keys.sorted(), code: .notFound)
      }
      return
    }
    let plain = ImageAttributes(id: id, owner: owner, createdAt: createdAt, updatedAt: updatedAt)
    switch key {
    case .visibility: visibility = nil
    case .protected: isProtected = plain.isProtected
    case .hidden: isHidden = plain.isHidden
    case .minimumDisk: minimumDisk = plain.minimumDisk
    case .minimumMemory: minimumMemory = plain.minimumMemory
    case .containerFormat: containerFormat = plain.containerFormat
    case .tags: tags = []
    case .properties: properties = [:]
    default:
      throw PcoccError(
        .usage, "\"\(name)\" cannot be unset: \(key.refusal ?? "every image has one")")
    }
  }

  fileprivate mutating func change(tags added: Set<String>, without removed: Set<String>) throws {
    try added.forEach(AttributesLimit.checkTag)
    var all = Set(tags).union(added)
    for tag in removed.sorted() {
      guard all.remove(tag) != nil else {
        throw PcoccError.unknown("tag", tag, known: all.sorted(), code: .notFound)
      }
    }
    tags = all.sorted()
  }

  static func checkedOwner(_ text: String) throws -> String {
    guard !text.isEmpty, text.utf8.count <= AttributesLimit.length,
      text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7f && $0 != ":" })
    else { throw PcoccError(.usage, "\"\(text)\" is not a user name") }
    return text
  }

  private static func bool(_ key: AttributeKey, _ text: String) throws -> Bool {
    switch text.lowercased() {
    case "true", "yes", "1": return true
    case "false", "no", "0": return false
    default: throw PcoccError(.usage, "\(key.rawValue) is true or false, not \"\(text)\"")
    }
  }

  private static func count(_ key: AttributeKey, _ text: String) throws -> Int {
    guard let number = Int(text), (0...Int(Int32.max)).contains(number) else {
      throw PcoccError(
        .usage,
        "\(key.rawValue) is a whole number from 0 to \(Int32.max), not \"\(text)\"")
    }
    return number
  }

  private static func parse<Value: RawRepresentable<String> & CaseIterable>(
    _ key: AttributeKey, _ text: String, as type: Value.Type
  ) throws -> Value {
    guard let value = Value(rawValue: text) else {
      let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw PcoccError(.usage, "\(key.rawValue) is one of \(known), not \"\(text)\"")
    }
    return value
  }
}
