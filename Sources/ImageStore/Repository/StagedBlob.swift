internal import SystemPackage

/// A finished file with the bytes of a blob, waiting to be published.
struct StagedBlob: Sendable {
  var digest: Digest
  /// Length in bytes.
  var size: Int
  var path: FilePath
}
