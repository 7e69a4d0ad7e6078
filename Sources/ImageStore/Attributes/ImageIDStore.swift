internal import FileSupport
internal import SystemPackage

/// Which image has an id: `.ids/ID`, a file with the image's name each, so that an image is found by
/// its id without reading all metadata. What it says is checked by whoever asks, and what it does not
/// know may be there all the same: it is missing for images of pcocc, for one.
struct ImageIDStore: Sendable {
  let layout: RepositoryLayout
  let context: StoreContext

  private static let sizeLimit = 4096

  private var files: any FileSystem { context.fileSystem }

  /// The image that has, had, or is just getting the id.
  func image(of id: ImageID) throws -> ImageName? {
    guard let file = try files.openAgainIfStale(layout.idFile(id)) else { return nil }
    let text = String(decoding: try file.contents(limit: Self.sizeLimit), as: UTF8.self)
    return ImageName(validating: text.trimmingSuffix { $0.isNewline })
  }

  /// Takes an id for an image.
  ///
  /// - Returns: whether nobody had taken it for that image before.
  /// - Throws: `exists` where another image has taken it.
  @discardableResult
  func take(_ id: ImageID, for image: ImageName) throws -> Bool {
    do {
      try write(image, to: id, .exclusive)
      return true
    } catch let error as PcoccError where error.code == .exists {
      // An import that was killed before it had published the image may be repeated.
      guard try self.image(of: id) == image else { throw Self.taken(id) }
      return false
    }
  }

  private func write(_ image: ImageName, to id: ImageID, _ placement: Placement) throws {
    try files.createDirectoryIfMissing(layout.ids, mode: RepositoryLayout.folderMode)
    try files.writeDurably(
      Array("\(image)\n".utf8), to: layout.idFile(id), mode: RepositoryLayout.metadataMode,
      token: context.makeToken(), placement: placement)
  }

  /// Writes down an id that an image has in any case.
  func note(_ id: ImageID, of image: ImageName) {
    // Whoever looks for the id finds the image without it too, only later.
    _ = try? take(id, for: image)
  }

  /// Writes down the new name of an image; the id is never without a note, so that no other image gets
  /// it.
  func move(_ id: ImageID, to image: ImageName) {
    guard (try? self.image(of: id)) != image else { return }
    try? write(image, to: id, .replacing)
  }

  /// Gives back an id that no image got.
  func release(_ id: ImageID) { try? files.removeFile(layout.idFile(id)) }

  static func taken(_ id: ImageID) -> PcoccError {
    PcoccError(
      .exists, "id \(id) is or was another image's",
      advice: "an id is never used again; without one, a new one is made")
  }
}

extension String {
  fileprivate func trimmingSuffix(_ isTrimmed: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return String(text)
  }
}
