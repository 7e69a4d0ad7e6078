internal import FileSupport
public import SystemPackage

/// Something that is wrong in a repository.
public struct VerificationFinding: Sendable, Hashable {
  /// What is wrong; the words are those of JSON output.
  public enum Code: String, Sendable, CaseIterable {
    /// The repository, or one of its folders, cannot be read.
    case repositoryUnreadable = "repository-unreadable"
    /// A file in `meta` is not the metadata of a revision.
    case metadataBad = "metadata-bad"
    /// Metadata names a blob that is nowhere.
    case blobMissing = "blob-missing"
    /// Metadata names a blob that lies in the trash only, where readers find it, but not QEMU.
    case blobInTrash = "blob-in-trash"
    /// A blob's bytes do not match its name, or it is no regular file.
    case blobDamaged = "blob-damaged"
    /// A blob cannot be read.
    case blobUnreadable = "blob-unreadable"
    /// A blob has the bytes that were stored, but they are not a sound qcow2.
    case formatBad = "format-bad"
    /// A layer's backing file is not the layer below it.
    case backingWrong = "backing-wrong"
    /// A file in `attributes` is not the attributes of an image.
    case attributesBad = "attributes-bad"
    /// A file in `.leases` is no lease.
    case leaseBad = "lease-bad"
    /// Something among the blobs, or in the trash, that belongs to neither.
    case strayFile = "stray-file"

    /// Whether `repair` may give a blob its bytes back.
    public var isMendable: Bool {
      [.blobMissing, .blobInTrash, .blobDamaged, .blobUnreadable].contains(self)
    }
  }

  /// What is wrong, for programs.
  public var code: Code
  /// The name that the configuration gives the repository.
  public var repository: RepositoryName
  /// The file or folder that is wrong, or missing.
  public var path: FilePath
  /// In words, without the path.
  public var problem: String
  /// The revisions that it hits.
  public var images: [ImageReference]
  /// The blob that it is about.
  public var digest: Digest?
  /// Where the blob has been moved to.
  public var quarantined: FilePath?
  /// Whether it means no more than that this user may not look.
  public internal(set) var isForbidden = false

  /// A finding that hits no revision and is about no blob, unless they are given.
  ///
  /// - Parameter problem: in words, without the path.
  public init(
    _ code: Code, in repository: RepositoryName, path: FilePath, problem: String,
    images: [ImageReference] = [], digest: Digest? = nil, quarantined: FilePath? = nil
  ) {
    self.code = code
    self.repository = repository
    self.path = path
    self.problem = problem
    self.images = images
    self.digest = digest
    self.quarantined = quarantined
  }

  /// - Parameter path: what the finding is about where the error does not tell.
  init(
    _ code: Code, in repository: RepositoryName, _ error: PcoccError, path: FilePath,
    images: [ImageReference] = []
  ) {
    self.init(
      code, in: repository, path: error.path ?? path, problem: error.problem, images: images)
    isForbidden = code == .repositoryUnreadable && error.code == .permission
  }
}

extension PcoccError {
  /// What is wrong, without the path and without advice.
  var problem: String {
    var error = self
    error.path = nil
    error.advice = nil
    return error.description
  }
}
