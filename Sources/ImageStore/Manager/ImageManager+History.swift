internal import DiskImage
internal import FileSupport

extension ImageManager {
  /// All revisions of an image, newest first; those up to the one that the reference names, if it
  /// does. What cannot be read is passed to `StoreContext.warn`.
  public func history(of reference: ImageReference) throws -> [HistoryEntry] {
    let newest = try locate(reference)
    try newest.requireReadable()
    let repository = newest.repository
    let revisions = try repository.metadata.revisions(of: newest.image)
      .filter { $0 <= newest.revision }
    var known = Set<Digest>()
    var entries: [HistoryEntry] = []
    for revision in revisions {
      guard let metadata = read(newest.image, revision, in: repository) else { continue }
      entries.append(
        HistoryEntry(
          image: LocatedRevision(repository: repository.name, metadata: metadata),
          virtualSize: repository.content.virtualSize(of: metadata),
          addedSize: size(of: Set(metadata.layers).subtracting(known), in: repository)))
      known.formUnion(metadata.layers)
    }
    return entries.reversed()
  }
}

extension ContentStore {
  fileprivate func virtualSize(of metadata: RevisionMetadata) -> Int? {
    guard metadata.kind == .vm, let top = metadata.layers.last else { return nil }
    return try? Qcow2Reader(file: open(top), allowingBacking: true).virtualSize
  }
}
