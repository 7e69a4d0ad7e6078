internal import DiskImage
internal import FileSupport

extension ImageManager {
  /// Begins a new image: chooses its id, and checks what can be checked without its disk. `upload` makes
  /// the image.
  ///
  /// - Parameters:
  ///   - reference: a revision in it is ignored; without a repository, the image goes to the first one.
  ///   - attributes: what it is to carry.
  ///   - id: nil for a new one.
  ///   - description: a line for the history.
  /// - Throws: `exists` where the repository has the image, or the id is or was another image's; `usage`
  ///   for what is no value of an attribute or beyond a limit.
  public func create(
    _ reference: ImageReference, _ attributes: AttributesChange = AttributesChange(),
    id: ImageID? = nil, description: String? = nil
  ) throws -> NewImage {
    let configured = try destinationConfiguration(reference.repository)
    let checked = try NewImageAttributes(id: id, change: attributes).attributes(context)
    if let repository = try open(configured) {
      _ = try repository.writableMetadata()
      try repository.requireUnused(reference.image)
      if let id { try repository.requireUnused(id, for: reference.image) }
    }
    return NewImage(
      reference: ImageReference(repository: configured.name, image: reference.image),
      id: checked.id, attributes: attributes, description: description)
  }

  /// Makes an image that was begun out of a file or a pipe, as `import` does.
  ///
  /// - Throws: what `import` throws.
  public func upload(
    _ image: NewImage, from source: DiskSource, monitor: Monitor = .silent
  ) throws -> ImageSummary {
    var request = ImportRequest(
      source: source, destination: image.reference, compression: image.compression,
      description: image.description,
      attributes: NewImageAttributes(id: image.id, change: image.attributes))
    request.recordsChecksums = image.recordsChecksums
    return try get(self.import(request, monitor: monitor).image.reference)
  }

  /// Makes an image that was begun out of chunks of an image file's bytes, whatever their sizes are.
  ///
  /// They are kept in the repository until all are there, because formats are read in any order.
  ///
  /// - Parameters:
  ///   - format: nil for what the bytes tell.
  ///   - force: takes any bytes as that format, whatever they look like.
  ///   - nextChunk: is called on this thread; returns nil at the end.
  /// - Throws: what `nextChunk` throws, and what `import` throws; nothing is left behind then.
  public func upload(
    _ image: NewImage, format: DiskFormat? = nil, force: Bool = false,
    monitor: Monitor = .silent, nextChunk: () throws -> (some Collection<UInt8>)?
  ) throws -> ImageSummary {
    var rest = try nextChunk().map { $0[...] }
    func give(_ buffer: UnsafeMutableRawBufferPointer) throws -> Int {
      while let chunk = rest {
        guard chunk.isEmpty else {
          let part = chunk.prefix(buffer.count)
          buffer.copyBytes(from: part)
          rest = chunk[part.endIndex...]
          return part.count
        }
        rest = try nextChunk().map { $0[...] }
      }
      return 0
    }
    return try ChunkStream.with(givenBy: give) { stream in
      try upload(
        image, from: DiskSource(.chunks(stream), format: format, force: force), monitor: monitor)
    }
  }

  /// The same for chunks that are there one after the other.
  ///
  /// - Throws: what `import` throws.
  public func upload(
    _ image: NewImage, from chunks: some Sequence<some Collection<UInt8>>,
    format: DiskFormat? = nil, force: Bool = false, monitor: Monitor = .silent
  ) throws -> ImageSummary {
    var iterator = chunks.makeIterator()
    return try upload(image, format: format, force: force, monitor: monitor) { iterator.next() }
  }
}
