internal import FileSupport
internal import Foundation
internal import SystemPackage

/// What an image carries besides its revisions: `attributes/NAME.json`, one object a file.
///
/// An absent file means defaults. It outlives the image, so that no revision number comes back.
struct AttributesStore: Sendable {
  let layout: RepositoryLayout
  let context: StoreContext

  private static let highestRevisionKey = "highest_revision"
  private static let protectedKey = "protected"
  private static let sizeLimit = 4 << 20

  private var files: any FileSystem { context.fileSystem }

  /// The highest revision number that is known to have been used and deleted.
  func highestRevision(of name: ImageName) throws -> Revision? {
    try highestRevision(in: read(name), of: name)
  }

  /// - Throws: `corrupt` where the number is none: another one might be one that was used.
  private func highestRevision(
    in attributes: [String: JSONValue], of name: ImageName
  ) throws -> Revision? {
    guard let value = attributes[Self.highestRevisionKey] else { return nil }
    guard case .integer(let number) = value, let revision = Revision(number) else {
      throw PcoccError(
        .corrupt, "bad attributes, \"\(Self.highestRevisionKey)\" is not a revision number",
        path: layout.attributesFile(name))
    }
    return revision
  }

  /// Whether the image is not to be deleted.
  func isProtected(_ name: ImageName) throws -> Bool {
    try read(name)[Self.protectedKey] == .bool(true)
  }

  /// Notes that `revision` has been used, where no higher one is noted. Whoever calls it knows of
  /// no higher one in the metadata or the trash: a note of two at once may replace that of the other.
  func noteUse(of revision: Revision, by name: ImageName) throws {
    var attributes = try read(name)
    if let highest = try highestRevision(in: attributes, of: name), highest >= revision { return }
    attributes["name"] = .string(name.description)
    attributes[Self.highestRevisionKey] = .integer(revision.number)
    try files.createDirectoryIfMissing(layout.attributes, mode: RepositoryLayout.folderMode)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    try files.writeDurably(
      Array(try encoder.encode(attributes)), to: layout.attributesFile(name),
      mode: RepositoryLayout.metadataMode, token: context.makeToken(),
      placement: .replacing)
  }

  /// What is wrong with an image's attributes; nil where nothing is.
  func problem(of name: ImageName) -> PcoccError? {
    do {
      _ = try highestRevision(of: name)
      return nil
    } catch {
      return error as? PcoccError
    }
  }

  /// What is wrong with any of the files.
  func problems() -> [PcoccError] {
    do {
      return try files.entries(of: layout.attributes).filter { !RepositoryLayout.isHidden($0) }
        .sorted().compactMap { entry in
          guard let name = RepositoryLayout.parseAttributesName(entry) else {
            return PcoccError(
              .corrupt, "its name is not IMAGE.json", path: layout.attributes.appending(entry))
          }
          return problem(of: name)
        }
    } catch let error as PcoccError {
      return error.cause == .noSuchFileOrDirectory ? [] : [error]
    } catch { return [] }
  }

  private func read(_ name: ImageName) throws -> [String: JSONValue] {
    let path = layout.attributesFile(name)
    guard let file = try files.openAgainIfStale(path) else { return [:] }
    let bytes = try file.contents(limit: Self.sizeLimit)
    do {
      return try JSONDecoder().decode([String: JSONValue].self, from: Data(bytes))
    } catch {
      throw PcoccError(.corrupt, "bad attributes, not a JSON object", path: path)
    }
  }
}
