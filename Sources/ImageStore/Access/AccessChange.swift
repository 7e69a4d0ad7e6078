internal import FileSupport

/// A change of who may read an image. Its attributes tell that, and its files do it.
///
/// Nobody is told that an image is closed while it is open, wherever the process is killed: what some may
/// not read any more is closed first, then the attributes are changed, and what more may read is opened
/// last. Killed before the attributes are changed, it leaves files that not all can read who may; killed
/// after that, files that not all can read yet. Making the change again sets both right.
struct AccessChange {
  let repository: Repository
  /// The image's highest revision.
  let newest: RevisionMetadata
  let identity: ImageIdentity
  /// Whether the files are set right even where the attributes stay as they are.
  let isWanted: Bool

  private var former: ImageAttributes?
  private var wanted: ImageAttributes?
  /// Who could read it before.
  private var before: ImageAudience?
  private var undo: [() throws -> Void] = []

  init(
    of newest: RevisionMetadata, _ identity: ImageIdentity, isWanted: Bool,
    in repository: Repository
  ) {
    self.repository = repository
    self.newest = newest
    self.identity = identity
    self.isWanted = isWanted
  }

  private var image: ImageName { newest.name }

  /// Closes the files to those who are not to read them any more, before the attributes say it. May be
  /// called again, where somebody else was faster.
  ///
  /// - Throws: as `AccessGrant.give`; nothing has been done then.
  mutating func close(from old: ImageAttributes, to new: ImageAttributes) throws {
    guard isWanted || !new.hasSameAudience(as: old) else { return wanted = nil }
    guard wanted.map({ !$0.hasSameAudience(as: new) }) ?? true else { return }
    former = old
    wanted = new
    let grant = try AccessGrant(repository.layout, repository.context)
    before = try grant.audience(of: old) ?? repository.fileAudience(of: newest)
    guard let after = try grant.audience(of: new) else { return }
    var others = before
    if old.owner == new.owner, let owner = try repository.context.userID(old.owner) {
      others?.readers.users.remove(owner)
    }
    guard let others, !after.includes(others) else { return }
    undo += try repository.applyAccess(
      of: image, new, limitedTo: before, former: before)
  }

  /// Sets the files right once the attributes say who may read them.
  ///
  /// - Throws: as `AccessGrant.give`; `busy` where others change it all the time. All is then as it was.
  mutating func open(to attributes: ImageAttributes) throws {
    guard wanted != nil else { return }
    do {
      try settle(attributes)
    } catch {
      // Who gives the image another name has taken the change over, and its files may be gone for that.
      if let next = try? repository.newName(of: image, attributes.id),
        try repository.id(of: next) == attributes.id
      {
        return
      }
      throw takenBack(after: error)
    }
  }

  private mutating func settle(_ attributes: ImageAttributes) throws {
    var wanted = attributes
    for _ in 0..<Repository.accessAttempts {
      undo += try repository.applyAccess(of: image, wanted, former: before)
      // Of two who change it at once, the slower one may have set what the faster one wanted.
      let now = try read(repository.attributes.read(image, isFresh: true))
      guard !now.hasSameAudience(as: wanted) else { return }
      wanted = now
    }
    throw PcoccError.accessBusy(repository.layout.root)
  }

  /// Has all be as it was, unless somebody else has changed it since: what he was told holds.
  ///
  /// - Returns: what is to be thrown.
  func takenBack(after error: any Error) -> any Error {
    guard let former, let wanted else { return error }
    var now = wanted
    do {
      _ = try repository.attributes.update(image, for: before) { document in
        now = try read(document)
        guard now.hasSameAudience(as: wanted) else { return }
        now.visibility = former.visibility
        now.owner = former.owner
        now.members = former.members
        document.describe(now, of: image, revisions: identity.revisions)
      }
    } catch {
      // What is closed stays so, as the attributes may say it.
      return Self.halfDone(wanted, error: error)
    }
    for step in undo.reversed() { try? step() }
    if !now.hasSameAudience(as: former) {
      _ = try? repository.applyAccess(of: image, now, former: before)
    }
    return error
  }

  private static func halfDone(_ wanted: ImageAttributes, error: any Error) -> any Error {
    guard var error = error as? PcoccError else { return error }
    let state =
      "its attributes may say \"\(wanted.visibility?.rawValue ?? "nothing")\" already, so do it again"
    error.advice = [error.advice, state].compactMap(\.self).joined(separator: "; ")
    return error
  }

  private func read(_ document: AttributesDocument) throws -> ImageAttributes {
    try repository.attributes(of: newest, identity, document)
  }
}
