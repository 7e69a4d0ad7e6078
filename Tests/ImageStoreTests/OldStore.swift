import FileSupport
import SystemPackage
import TestSupport

@testable import ImageStore

/// Calls `body` with a store over one repository of version 1, `old`.
func withOldStore(_ body: (TestStore, PcoccRepository) throws -> Void) throws {
  try withTemporaryFolder { folder in
    let repository = try PcoccRepository(at: folder.appending("old"), version: 1)
    try body(try TestStore(folder, repositories: ["old"]), repository)
  }
}

extension TestStore {
  func upgrade(dryRun: Bool = false) throws -> UpgradeResult {
    try manager.upgradeRepository(RepositoryName("old"), dryRun: dryRun)
  }

  /// All metadata of `old`, in whatever version it is.
  func oldMetadata() throws -> [RevisionMetadata] {
    try repository("old").revisionMetadata()
  }
}

extension Repository {
  /// All metadata, by names and numbers.
  func revisionMetadata() throws -> [RevisionMetadata] {
    let listing = try metadata.allRevisions()
    return try listing.revisions.sorted { $0.key < $1.key }.flatMap { name, revisions in
      try revisions.map { try metadata.read(name, $0) }
    }
  }
}
