internal import FileSupport

/// What a verification has looked at, and what is wrong.
public struct VerificationResult: Sendable, Hashable {
  /// Repositories that were looked into.
  public var repositories = 0
  /// Images that have a revision.
  public var images = 0
  /// Revisions of all images.
  public var revisions = 0
  /// Blobs that metadata names, each once a repository.
  public var blobs = 0
  /// Blobs among them whose bytes were compared with their names.
  public var digestedBlobs = 0
  /// Length of these, in bytes.
  public var digestedBytes = 0
  /// Blobs that no metadata names; they are not looked into.
  public var unreferencedBlobs = 0
  /// Length of these, in bytes.
  public var unreferencedBytes = 0
  /// What is wrong.
  public var findings: [VerificationFinding] = []

  /// Nothing was looked at yet.
  public init() {}

  /// All revisions that a finding hits.
  public var affectedImages: [ImageReference] {
    Set(findings.flatMap(\.images)).sorted { $0.description < $1.description }
  }
}

extension VerificationResult {
  mutating func add(_ other: VerificationResult) {
    repositories += other.repositories
    images += other.images
    revisions += other.revisions
    blobs += other.blobs
    digestedBlobs += other.digestedBlobs
    digestedBytes = digestedBytes.addingClamping(other.digestedBytes)
    unreferencedBlobs += other.unreferencedBlobs
    unreferencedBytes = unreferencedBytes.addingClamping(other.unreferencedBytes)
    findings += other.findings
  }
}
