internal import FileSupport
internal import SystemPackage

extension Repository {
  /// Moves revisions of an image to the trash and returns those that were still there.
  func delete(_ revisions: [Revision], of image: ImageName) throws -> [Revision] {
    let store = try writableMetadata()
    guard let highest = revisions.max() else { return [] }
    try attributes.noteUse(of: highest, by: image)
    let run = try trash.makeRun()
    var deleted: [Revision] = []
    defer { if deleted.isEmpty { trash.remove(run) } }
    for revision in revisions where try store.delete(image, revision, to: run) {
      deleted.append(revision)
    }
    for folder in [run.metadata, layout.metadata] {
      try context.fileSystem.synchronizeNames(of: folder)
    }
    return deleted
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
    for revision in revisions {
      try store.restore(image, revision, from: found.run)
      do {
        for layer in try store.read(image, revision).layers {
          try content.confirm(layer, staged: [])
        }
      } catch {
        _ = try? store.delete(image, revision, to: found.run)
        throw error
      }
    }
    try context.fileSystem.synchronizeNames(of: layout.metadata)
    trash.remove(found.run)
    return revisions
  }
}
