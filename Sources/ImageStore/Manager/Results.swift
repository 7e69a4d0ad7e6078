public import DiskImage
public import SystemPackage

/// A revision together with the repository it lies in.
public struct LocatedRevision: Sendable, Hashable {
  public var repository: RepositoryName
  public var metadata: RevisionMetadata

  /// The reference that means this revision and no other.
  public var reference: ImageReference {
    ImageReference(
      repository: repository, image: metadata.name, selector: .revision(metadata.revision))
  }
}

/// What `show` tells of an image: the revision asked for, and all there are.
public struct ImageDetails: Sendable {
  /// One revision and what its blobs take up.
  public struct RevisionDetails: Sendable, Hashable {
    public var metadata: RevisionMetadata
    /// Bytes of its layers' files; nil where a blob is missing.
    public var size: Int?
  }

  /// The revision that the reference resolves to.
  public var selected: LocatedRevision
  /// Bytes of the disk; nil for containers, and where the top blob cannot be read.
  public var virtualSize: Int?
  /// All revisions, newest first.
  public var revisions: [RevisionDetails]
}

/// Where an image file comes from or goes to.
public enum ImageEndpoint: Sendable, Hashable {
  case file(FilePath)
  /// An open pipe or the like, read or written from front to back.
  case stream(FileDescriptor)
}

/// What to import, and as what.
public struct ImportRequest: Sendable {
  public var source: ImageEndpoint
  /// The format the user says it has.
  public var format: DiskFormat?
  /// Takes any bytes as the format said, whatever they look like.
  public var force: Bool
  /// Takes a VMDK whose extents are other files, in the folder of its descriptor.
  public var allowsExtents: Bool
  public var destination: ImageReference
  /// Compresses the clusters of what has to be converted.
  public var compression: ClusterCompression?
  /// A line for the history, kept with the revision.
  public var description: String?

  public init(
    source: ImageEndpoint, format: DiskFormat? = nil, force: Bool = false,
    allowsExtents: Bool = false, destination: ImageReference,
    compression: ClusterCompression? = nil,
    description: String? = nil
  ) {
    self.source = source
    self.format = format
    self.force = force
    self.allowsExtents = allowsExtents
    self.destination = destination
    self.compression = compression
    self.description = description
  }
}

/// What an import made.
public struct ImportResult: Sendable {
  public var image: LocatedRevision
  public var sourceFormat: DiskFormat
  /// Whether the source's bytes were stored as they are.
  public var isVerbatim: Bool
  /// Bytes of the stored blob.
  public var size: Int
  /// Bytes of the disk.
  public var virtualSize: Int
}

/// What to export, and to where.
public struct ExportRequest: Sendable {
  public var source: ImageReference
  public var destination: ImageEndpoint
  /// The format to write; where nil, the destination's extension tells, else raw.
  public var format: DiskFormat?
  public var settings: FormatSettings
  /// Asks for a compressed file of whatever kind the format has.
  public var compression: ClusterCompression?

  public init(
    source: ImageReference, destination: ImageEndpoint, format: DiskFormat? = nil,
    settings: FormatSettings = FormatSettings(), compression: ClusterCompression? = nil
  ) {
    self.source = source
    self.destination = destination
    self.format = format
    self.settings = settings
    self.compression = compression
  }
}

/// What an export wrote.
public struct ExportResult: Sendable {
  public var image: LocatedRevision
  public var format: DiskFormat
  /// Bytes of the disk.
  public var virtualSize: Int
}

/// What the configuration says of a repository, and what is found there.
public struct RepositorySummary: Sendable, Hashable {
  public var name: RepositoryName
  public var path: FilePath
  /// False where the folder does not exist yet; the first write makes it.
  public var exists: Bool
  public var isWritable: Bool
  /// Version of the repository's format; nil where it does not exist or cannot be read.
  public var version: Int?
}
