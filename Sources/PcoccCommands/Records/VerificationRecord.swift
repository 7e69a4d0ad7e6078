internal import ImageStore

/// A run of `verify`.
///
/// Keys: repositories, images, revisions, blobs (that metadata names), digested_blobs, digested_bytes,
/// unreferenced_blobs, unreferenced_bytes (blobs that no metadata names), affected_images (all
/// revisions that a finding hits), findings.
struct VerificationRecord: Encodable, Sendable {
  let repositories: Int
  let images: Int
  let revisions: Int
  let blobs: Int
  let digestedBlobs: Int
  let digestedBytes: Int
  let unreferencedBlobs: Int
  let unreferencedBytes: Int
  let affectedImages: [String]
  let findings: [FindingRecord]

  init(_ result: VerificationResult) {
    repositories = result.repositories
    images = result.images
    revisions = result.revisions
    blobs = result.blobs
    digestedBlobs = result.digestedBlobs
    digestedBytes = result.digestedBytes
    unreferencedBlobs = result.unreferencedBlobs
    unreferencedBytes = result.unreferencedBytes
    affectedImages = result.affectedImages.map(\.description)
    findings = result.findings.map(FindingRecord.init)
  }
}
