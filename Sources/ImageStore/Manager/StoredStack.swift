internal import DiskImage

/// The layers of a disk, base first, and the repository that they lie in.
struct StoredStack: Sendable {
  var repository: Repository
  var layers: [Digest]

  init(repository: Repository, layers: [Digest]) {
    self.repository = repository
    self.layers = layers
  }

  init(_ revision: ResolvedRevision) {
    self.init(repository: revision.repository, layers: revision.metadata.layers)
  }

  func openDisk() throws -> any DiskReader { try repository.content.openStack(layers) }
}
