internal import FileSupport
internal import SystemPackage

extension Repository {
  /// Moves revisions of an image to the trash and returns those that were still there.
  func delete(_ revisions: [Revision], of image: ImageName) throws -> [Revision] {
    try delete(revisions, of: image, to: trash.makeDeletionRun)
  }

  /// - Parameter makeRun: gives the run that they are moved to.
  func delete(
    _ revisions: [Revision], of image: ImageName, to makeRun: () throws -> TrashRun
  ) throws -> [Revision] {
    let store = try writableMetadata()
    guard let highest = revisions.max() else { return [] }
    do {
      try noteUse(of: highest, by: image)
      try keepIdentity(of: image, without: revisions)
    } catch let error as PcoccError where error.code == .noSpace {
      // The trash knows the number too, for as long as it is kept.
    }
    let run = try makeRun()
    var deleted: [Revision] = []
    do {
      for revision in revisions where try store.delete(image, revision, to: run) {
        deleted.append(revision)
      }
    } catch {
      guard deleted.isEmpty else { throw Self.partly("deleted", deleted, of: image, error) }
      trash.remove(run)
      throw error
    }
    if deleted.isEmpty { trash.remove(run) }
    do {
      for folder in [run.metadata, layout.metadata] {
        try context.fileSystem.synchronizeNames(of: folder)
      }
    } catch {
      // What is reported as a failure must not have happened.
      for revision in deleted { try? store.restore(image, revision, from: run) }
      trash.remove(run)
      throw error
    }
    return deleted
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
    let candidates = try trash.revisions(of: image)
    let found = candidates.first { revision.map($0.revisions.contains) ?? true }
    guard let found else { return [] }
    let revisions = revision.map { [$0] } ?? found.revisions
    var restored: [Revision] = []
    for revision in revisions {
      do {
        try restore(image, revision, from: found.run, store)
      } catch {
        try? context.fileSystem.synchronizeNames(of: layout.metadata)
        throw restored.isEmpty ? error : Self.partly("restored", restored, of: image, error)
      }
      restored.append(revision)
    }
    do {
      try context.fileSystem.synchronizeNames(of: layout.metadata)
    } catch {
      for revision in restored { _ = try? store.delete(image, revision, to: found.run) }
      throw error
    }
    trash.remove(found.run)
    return revisions
  }

  private func restore(
    _ image: ImageName, _ revision: Revision, from run: TrashRun, _ store: MetadataStore
  ) throws {
    try store.restore(image, revision, from: run)
    do {
      for layer in try store.read(image, revision).layers {
        try content.confirm(layer, staged: [])
      }
    } catch {
      _ = try? store.delete(image, revision, to: run)
      throw error
    }
  }
}
