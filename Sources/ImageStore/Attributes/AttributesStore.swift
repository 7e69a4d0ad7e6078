internal import FileSupport
internal import SystemPackage

/// What images carry besides their revisions: `attributes/NAME.json`, one object a file.
///
/// An absent file means defaults. It outlives the image, so that no revision number comes back.
///
/// A change is made as the file's next generation, whole, under a name that only one process can take:
/// `.NAME.json.GENERATION`. Whoever takes it has made the change; whoever does not begins anew from
/// what the other one wrote. Then the file gets its plain name too. That step may be late, done by a
/// process that has slept: so readers of the plain name look for later generations.
struct AttributesStore: Sendable {
  let layout: RepositoryLayout
  let context: StoreContext

  static let sizeLimit = 4 << 20

  var files: any FileSystem { context.fileSystem }

  /// The newest generation; an empty document where there is none.
  ///
  /// - Parameter isFresh: whether the network must not answer from what it remembers of the folder.
  ///   It costs reading that, and is for those who change something.
  func read(_ name: ImageName, isFresh: Bool = false) throws -> AttributesDocument {
    let path = layout.attributesFile(name)
    if isFresh { _ = try? files.entries(of: layout.attributes) }
    var newest = try document(at: path, for: path) ?? AttributesDocument(path: path)
    while true {
      let next = layout.attributesGeneration(name, try newest.generation.addingClamping(1))
      guard let later = try document(at: next, for: path) else { return newest }
      guard try later.generation == newest.generation.addingClamping(1) else {
        throw PcoccError.badAttributes(next, "not of the generation of its name")
      }
      newest = later
    }
  }

  private func document(
    at place: FilePath, for path: FilePath
  ) throws -> AttributesDocument? {
    do {
      return try AttributesDocument(
        json: files.contents(of: place, limit: Self.sizeLimit), path: path)
    } catch let error as PcoccError where error.code == .notFound {
      return nil
    } catch var error as PcoccError where error.code == .permission {
      let owner = try files.status(of: place, followingLinks: false).userID
      error.advice =
        "choose another name; this one is or was that of an image of "
        + (context.accounts.userName(owner) ?? "somebody else")
      throw error
    } catch let error as PcoccError where error.cause == .staleNFSFileHandle {
      return try files.contentsAgainIfStale(place, limit: Self.sizeLimit)
        .map { try AttributesDocument(json: $0, path: path) }
    }
  }

  /// The images for which there is more than defaults, without looking into a file.
  func describedImages() throws -> Set<ImageName> {
    Set(
      try files.entriesIfPresent(of: layout.attributes).compactMap {
        RepositoryLayout.parseAttributesName($0)
          ?? RepositoryLayout.parseAttributesGeneration($0)?.0
      })
  }

  /// The highest revision number that is known to have been used and deleted.
  func highestRevision(of name: ImageName) throws -> Revision? {
    try read(name, isFresh: true).highestRevision
  }

  /// Notes that `revision` has been used, where no higher one is noted.
  func noteUse(of revision: Revision, by name: ImageName) throws {
    _ = try update(name) { document in
      if let highest = try document.highestRevision, highest >= revision { return }
      document.setHighestRevision(revision, of: name)
    }
  }

  /// What is wrong with an image's attributes; nil where nothing is.
  func problem(of name: ImageName) -> PcoccError? {
    do {
      return try read(name).problem
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
}
