internal import FileSupport
internal import SystemPackage

extension Repository {
  /// Moves revisions of an image to the trash and returns those that were still there.
  func delete(_ revisions: [Revision], of image: ImageName) throws -> [Revision] {
    try delete(revisions, of: image) { try trash.makeDeletionRun(of: image, revisions) }
  }

  /// - Parameter makeRun: gives the run that they are moved to.
  func delete(
    _ revisions: [Revision], of image: ImageName, to makeRun: () throws -> TrashRun
  ) throws -> [Revision] {
    let store = try writableMetadata()
    guard let highest = revisions.max() else { return [] }
    let lost = try access(before: revisions, of: image)
    do {
      try noteUse(of: highest, by: image)
      try keepIdentity(of: image, without: revisions)
    } catch let error as PcoccError where error.code == .noSpace {
      // The trash knows the number too, for as long as it is kept.
    }
    var run = try makeRun()
    var deleted: [(revision: Revision, run: TrashRun)] = []
    do {
      for revision in revisions {
        let isMoved = try delete(revision, of: image, to: &run, or: makeRun, store)
        if isMoved { deleted.append((revision, run)) }
      }
    } catch {
      guard deleted.isEmpty else {
        throw Self.partly("deleted", deleted.map(\.revision), of: image, error)
      }
      trash.remove(run)
      throw error
    }
    if deleted.isEmpty { trash.remove(run) }
    do {
      try synchronize(deleted.map(\.run))
    } catch {
      // What is reported as a failure must not have happened.
      restore(deleted, of: image, store)
      throw error
    }
    settle("not all blobs of \(image) that others refer to could be closed") { lost }
    return deleted.map(\.revision)
  }

  private func restore(
    _ deleted: [(revision: Revision, run: TrashRun)], of image: ImageName, _ store: MetadataStore
  ) {
    for (revision, run) in deleted where store.bringBack(image, revision, from: run) {
      trash.remove(run)
    }
  }

  /// Moves a revision to a run, or to another one where somebody has taken that away: who brought
  /// back what was in it, or a collector.
  private func delete(
    _ revision: Revision, of image: ImageName, to run: inout TrashRun,
    or makeRun: () throws -> TrashRun, _ store: MetadataStore
  ) throws -> Bool {
    do {
      return try store.delete(image, revision, to: run)
    } catch let error as PcoccError where error.code == .busy {
      let next = try makeRun()
      guard next != run else { throw error }
      run = next
      return try store.delete(image, revision, to: run)
    }
  }

  /// Brings to disk that revisions were moved to runs.
  private func synchronize(_ runs: [TrashRun]) throws {
    for run in Set(runs) {
      do {
        try context.fileSystem.synchronizeNames(of: run.metadata)
      } catch let error as PcoccError where error.code == .notFound {
        // All that was in it has been brought back since.
      }
    }
    try context.fileSystem.synchronizeNames(of: layout.metadata)
  }

  /// Notes the highest number that has been used, so that none comes back when the trash is emptied.
  func noteUse(of revision: Revision, by image: ImageName) throws {
    if let noted = try attributes.highestRevision(of: image), noted >= revision { return }
    // In this order: deletions move revisions from the first to the second.
    var used = try [revision] + metadata.revisions(of: image)
    used += try trash.revisions(of: image).flatMap(\.revisions)
    try attributes.noteUse(of: used.max() ?? revision, by: image)
  }

  private static func partly(
    _ action: String, _ revisions: [Revision], of image: ImageName, _ error: any Error
  ) -> any Error {
    guard var error = error as? PcoccError else { return error }
    let names = revisions.map { "\(image)@\($0)" }.joined(separator: ", ")
    let done = "\(names) had been \(action) before that"
    error.advice = error.advice.map { "\(done); \($0)" } ?? done
    return error
  }

  /// Brings back what the last deletion of an image took away, or one revision from any deletion.
  ///
  /// - Throws: `notFound` where the trash has no such revision, `exists` where its number is taken,
  ///   `corrupt` where a blob has been collected for good; that revision stays in the trash.
  func undelete(_ image: ImageName, revision: Revision?) throws -> [Revision] {
    let store = try writableMetadata()
    guard let found = try deleted(image, revision) else { return [] }
    let revisions = revision.map { [$0] } ?? found.revisions
    var restored: [(revision: Revision, run: TrashRun)] = []
    let forget = { restored.forEach { store.forget(image, $0.revision, in: $0.run) } }
    for revision in revisions {
      do {
        guard let run = try restore(image, revision, found.run, store) else { continue }
        restored.append((revision, run))
      } catch {
        if (try? context.fileSystem.synchronizeNames(of: layout.metadata)) != nil { forget() }
        guard !restored.isEmpty else { throw error }
        throw Self.partly("restored", restored.map(\.revision), of: image, error)
      }
    }
    do {
      try context.fileSystem.synchronizeNames(of: layout.metadata)
    } catch {
      throw restored.reduce(error) {
        takeBack(image, $1.revision, to: $1.run, after: $0, store)
      }
    }
    forget()
    forgetNewName(of: image)
    settle("not all blobs of \(image) can be read by all who may") {
      try access(before: restored.map(\.revision), of: image).map { ($0.layers, FileReaders()) }
    }
    Set(restored.map(\.run)).forEach(trash.remove)
    return restored.map(\.revision)
  }

  /// Restores a revision and returns from where: its run may just have got another name. nil where
  /// somebody else has brought it back, or it was removed for good.
  private func restore(
    _ image: ImageName, _ revision: Revision, _ run: TrashRun, _ store: MetadataStore
  ) throws -> TrashRun? {
    do {
      try restore(image, revision, from: run, store)
      return run
    } catch let error as PcoccError where error.code == .notFound {
      if try trash.holds(image, revision, in: run) { throw error }
      guard try !store.contains(image, revision),
        let found = try deleted(image, revision), found.run != run
      else { return nil }
      try restore(image, revision, from: found.run, store)
      return found.run
    }
  }

  /// The newest run with the revision, or with any. What was taken back by its maker nobody has
  /// deleted, so it has to be asked for.
  private func deleted(
    _ image: ImageName, _ revision: Revision?
  ) throws -> (run: TrashRun, revisions: [Revision])? {
    let candidates = try trash.revisions(of: image)
    let isWanted = { (candidate: (run: TrashRun, revisions: [Revision])) in
      revision.map(candidate.revisions.contains) ?? true
    }
    return candidates.first { !$0.run.isWithdrawal && isWanted($0) }
      ?? (revision == nil ? nil : candidates.first(where: isWanted))
  }

  /// Makes a deleted revision visible once its blobs are there, while collectors can read what it
  /// names, and looks for them again afterwards; see `publishImage`.
  private func restore(
    _ image: ImageName, _ revision: Revision, from run: TrashRun, _ store: MetadataStore
  ) throws {
    let metadata = try store.read(image, revision, in: run)
    let layers = metadata.layers
    try requireSameImage(as: metadata)
    let announcement = store.announce(image, revision, from: run)
    defer { announcement.map { try? context.fileSystem.removeFile($0) } }
    for layer in layers { try content.confirm(layer, staged: []) }
    try giveAccess(to: metadata, in: run)
    try store.restore(image, revision, from: run)
    do {
      try requireSameImage(as: metadata)
      for layer in layers { try content.confirm(layer, staged: []) }
    } catch {
      throw takeBack(image, revision, to: run, after: error, store)
    }
  }

  /// Moves a revision back to the trash that could not be restored; returns what is to be thrown.
  private func takeBack(
    _ image: ImageName, _ revision: Revision, to run: TrashRun, after error: any Error,
    _ store: MetadataStore
  ) -> any Error {
    do {
      guard try !store.takeBack(image, revision, to: run) else { return error }
      let run = try trash.makeDeletionRun(of: image, [revision])
      if try !store.delete(image, revision, to: run) { trash.remove(run) }
    } catch let failure {
      return Self.stillThere(image, revision, error, because: failure)
    }
    return error
  }
}
