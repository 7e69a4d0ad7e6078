internal import DiskImage
public import FileSupport
internal import SystemPackage

extension ImageManager {
  /// Makes a new image out of one revision with all its layers; a revision in the destination is
  /// ignored. Blobs that the destination repository has are not copied.
  ///
  /// - Throws: `exists` where the destination repository has the image, `corrupt` where a blob is
  ///   missing or does not match its name.
  public func copyImage(
    from source: ImageReference, to destination: ImageReference, monitor: Monitor = .silent
  ) throws -> LocatedRevision {
    let source = try resolve(source)
    let repository = try destinationRepository(destination.repository)
    try repository.requireUnused(destination.image)
    let missing = try repository.lacking(source.metadata.layers)
    return try repository.withStagingFolder { folder in
      let staged = try copyBlobs(
        missing, from: source.repository, to: repository, folder, monitor)
      let draft = RevisionDraft(
        name: destination.image, kind: source.metadata.kind, layers: source.metadata.layers,
        customMetadata: source.metadata.customMetadata, description: source.metadata.description)
      return LocatedRevision(
        repository: repository.name,
        metadata: try repository.publishImage(draft, staged: staged))
    }
  }

  /// Brings blobs of one repository into the staging folder of another.
  func copyBlobs(
    _ digests: [Digest], from source: Repository, to destination: Repository,
    _ folder: FilePath, _ monitor: Monitor
  ) throws -> [StagedBlob] {
    let sizes = try digests.map { try source.content.open($0).status() }
    try destination.requireSpace(sizes.reduce(0) { $0.addingClamping($1.allocated) })
    let total = sizes.reduce(0) { $0.addingClamping($1.size) }
    var done = 0
    return try digests.map { digest in
      let blob = try source.content.open(digest)
      let sink = BlobSink(
        try context.fileSystem.createFile(
          folder.appending(digest.hex), mode: RepositoryLayout.blobMode))
      try FileCopy.copy(blob, to: sink, monitor: monitor.part(from: done, of: total))
      let staged = try sink.finishBlob()
      guard staged.digest == digest else {
        throw PcoccError.blobDamaged(blob.path, "its bytes do not match its name")
      }
      done += staged.size
      return staged
    }
  }
}

extension Repository {
  /// The blobs among `layers` that the repository does not have, each once.
  func lacking(_ layers: [Digest]) throws -> [Digest] {
    try Set(layers).filter { try !content.contains($0) }.sorted { $0.hex < $1.hex }
  }
}
