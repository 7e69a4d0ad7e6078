internal import FileSupport
internal import SystemPackage

extension GarbageCollector {
  /// In how many times the grace an old generation of attributes goes.
  ///
  /// A process that slept between its reading and its writing must find the generation taken that it
  /// wants to take, and one that slept after it must find its file gone that it wants to give the plain
  /// name. So unfinished files go first, and generations when nobody can be left who began before.
  private static let graces = 3

  /// Removes states of what images carry that others have replaced long ago.
  func removeOldGenerations() throws -> [CollectionItem] {
    var current: [ImageName: Int] = [:]
    return try files.entriesIfPresent(of: layout.attributes).compactMap { entry in
      guard let (image, generation) = RepositoryLayout.parseAttributesGeneration(entry)
      else { return nil }
      let newest = current[image] ?? repository.attributes.namedGeneration(of: image)
      current[image] = newest
      let path = layout.attributes.appending(entry)
      guard let newest, generation < newest,
        let status = try? files.status(of: path, followingLinks: false),
        isOlder(
          max(status.modified, status.changed),
          than: policy.grace.multipliedClamping(by: Self.graces))
      else { return nil }
      let item = CollectionItem(
        kind: .attributes, outcome: .removed, path: path, bytes: status.freedBytes,
        reason: .superseded)
      return try perform(item) { try files.removeFile(path) }
    }
  }
}

extension AttributesStore {
  /// The generation that has the plain name; nil where that cannot be told.
  fileprivate func namedGeneration(of name: ImageName) -> Int? {
    let path = layout.attributesFile(name)
    guard let bytes = try? files.contents(of: path, limit: Self.sizeLimit) else { return nil }
    return try? AttributesDocument(json: bytes, path: path).generation
  }
}
