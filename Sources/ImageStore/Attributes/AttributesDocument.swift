internal import FileSupport
internal import Foundation
internal import SystemPackage

/// The content of `attributes/NAME.json`: what the image of that name carries, and what must be known
/// of images that had the name before. Members that nobody here knows are kept.
struct AttributesDocument: Sendable, Hashable {
  private(set) var members: [String: JSONValue] = [:]
  let path: FilePath

  private enum Key: String {
    case generation
    case highestRevision = "highest_revision"
    case revisions
    case renamedTo = "renamed_to"
    case renamedFrom = "renamed_from"
  }

  /// That of an image without the file.
  init(path: FilePath) { self.path = path }

  /// - Throws: `corrupt` for what is no JSON object, or could not be written again.
  init(json bytes: [UInt8], path: FilePath) throws {
    self.path = path
    guard case .object(let members)? = JSONValue(parsing: bytes) else {
      throw PcoccError.badAttributes(path, "not a JSON object")
    }
    guard JSONValue.object(members).isFinite else {
      throw PcoccError.badAttributes(path, "a number in it is infinite")
    }
    self.members = members
  }

  var encoded: [UInt8] {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
      return Array(try encoder.encode(members))
    }
  }

  var object: JSONObject { JSONObject(members: members, path: path) }

  /// How often the document has been changed: 0 where there is none yet.
  var generation: Int {
    get throws {
      let generation = try object.count(Key.generation.rawValue) ?? 0
      guard generation < 1 << 53 else { throw object.problem("\"generation\" is too high") }
      return generation
    }
  }

  mutating func setGeneration(_ generation: Int) {
    members[Key.generation.rawValue] = .integer(generation)
  }

  /// The highest revision number that is known to have been used and deleted.
  ///
  /// - Throws: `corrupt` where the number is none: another one might be one that was used.
  var highestRevision: Revision? {
    get throws { try object.count(Key.highestRevision.rawValue).flatMap(Revision.init) }
  }

  mutating func setHighestRevision(_ revision: Revision, of name: ImageName) {
    members[AttributeKey.name.rawValue] = .string(name.description)
    members[Key.highestRevision.rawValue] = .integer(revision.number)
  }

  /// The id of the image that the document describes; nil where it describes none.
  var id: ImageID? {
    get throws {
      guard let text = try object.string(.id) else { return nil }
      guard let id = ImageID(text) else { throw object.problem("\"id\" is not a UUID") }
      return id
    }
  }

  /// When revisions of the image that it describes were made: numbers, and seconds since 1970. An
  /// image that was given no id is known by them.
  var knownRevisions: [Revision: Double] {
    get throws {
      guard let known = try object.object(Key.revisions.rawValue) else { return [:] }
      var times: [Revision: Double] = [:]
      for (number, time) in known.members {
        guard let revision = Revision(validating: number) else {
          throw object.problem("\"revisions\" has a bad number")
        }
        switch time {
        case .number(let seconds): times[revision] = seconds
        case .integer(let seconds): times[revision] = Double(seconds)
        default: throw object.problem("\"revisions\" has a bad time")
        }
      }
      return times
    }
  }

  /// The name under which an image goes on that the document describes; what is carried under this
  /// name is not read any more.
  func newName(of id: ImageID) throws -> ImageName? { try name(.renamedTo, of: id) }

  /// The name that an image is still leaving, whose attributes are going to replace these.
  func formerName(of id: ImageID) throws -> ImageName? { try name(.renamedFrom, of: id) }

  private func name(_ key: Key, of id: ImageID) throws -> ImageName? {
    guard try self.id == id, let text = try object.string(key.rawValue) else { return nil }
    guard let name = ImageName(validating: text) else {
      throw object.problem("\"\(key.rawValue)\" is not a name")
    }
    return name
  }

  /// Says where the image goes to or comes from; without either it has no other name.
  mutating func setNames(to new: ImageName? = nil, from old: ImageName? = nil) {
    members[Key.renamedTo.rawValue] = new.map { .string($0.description) }
    members[Key.renamedFrom.rawValue] = old.map { .string($0.description) }
  }

  /// Makes it describe an image.
  ///
  /// - Parameter revisions: as in `knownRevisions`; empty for an image that was given its id.
  mutating func describe(
    _ attributes: ImageAttributes, of name: ImageName, revisions: [Revision: Double]
  ) {
    if (try? id) != attributes.id { setNames() }
    for key in AttributeKey.allCases { members[key.rawValue] = nil }
    members.merge(attributes.json) { $1 }
    members[AttributeKey.name.rawValue] = .string(name.description)
    members[Key.revisions.rawValue] =
      revisions.isEmpty
      ? nil
      : .object(
        Dictionary(
          uniqueKeysWithValues: revisions.map { ($0.key.description, .number($0.value)) }))
  }

  /// Takes away what it says of an image.
  mutating func forgetImage() {
    setNames()
    for key in AttributeKey.allCases where key != .name { members[key.rawValue] = nil }
    members[Key.revisions.rawValue] = nil
  }

  /// What it says of an image, where that is not left to the image's revisions.
  var attributes: ImageAttributes {
    get throws {
      var attributes = ImageAttributes(
        id: try id ?? .random(), owner: "", createdAt: 0, updatedAt: 0)
      try attributes.take(object)
      return attributes
    }
  }

  /// What is wrong with it; nil where nothing is.
  var problem: PcoccError? {
    do {
      _ = try (generation, highestRevision, knownRevisions, attributes)
      return nil
    } catch {
      return error as? PcoccError
    }
  }
}
