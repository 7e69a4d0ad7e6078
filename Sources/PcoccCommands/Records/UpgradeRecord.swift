internal import ImageStore
internal import SystemPackage

/// An upgrade of a repository.
///
/// Keys: name, path, previous_version, version (what it has now), needed (whether anything was left of
/// version 1), dry_run, revisions.
struct UpgradeRecord: Encodable, Sendable {
  let name: String
  let path: String
  let previousVersion: Int
  let version: Int
  let needed: Bool
  let dryRun: Bool
  let revisions: [ConvertedRevisionRecord]

  init(_ result: UpgradeResult, isDryRun: Bool) {
    name = result.repository.description
    path = result.path.string
    previousVersion = result.previousVersion
    version = isDryRun ? result.previousVersion : 2
    needed = result.wasNeeded
    dryRun = isDryRun
    revisions = result.revisions.map(ConvertedRevisionRecord.init)
  }
}
