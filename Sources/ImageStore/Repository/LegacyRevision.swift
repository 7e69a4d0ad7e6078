internal import FileSupport
internal import SystemPackage

/// A revision that lies in a file of version 1.
struct LegacyRevision: Sendable, Hashable {
  var file: LegacyMetadataFile
  var metadata: RevisionMetadata

  /// Whether a file in version 2's form tells the same. pcocc's upgrade leaves the description out.
  func isKept(in path: FilePath, _ files: any FileSystem) throws -> Bool {
    let bytes = try files.contents(of: path, limit: MetadataStore.sizeLimit)
    // Both sides are read from JSON, which has fewer kinds of numbers than YAML.
    func read(_ bytes: [UInt8]) -> RevisionMetadata? {
      try? RevisionMetadata(
        json: bytes, name: metadata.name, revision: metadata.revision, path: path)
    }
    guard var kept = read(bytes), let ours = read(metadata.encoded()) else { return false }
    kept.description = kept.description ?? ours.description
    return kept == ours
  }
}
