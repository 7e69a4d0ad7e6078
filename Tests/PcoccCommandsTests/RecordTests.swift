import ArgumentParser
import DiskImage
import FileSupport
import SystemPackage
import Testing

@testable import ImageStore
@testable import PcoccCommands

struct RecordTests {
  @Test func importRecord() throws {
    let result = ImportResult(
      image: Samples.image("user", "alpine", 0), sourceFormat: .vdi, isVerbatim: false,
      size: 4096, virtualSize: 1 << 30)
    try Snapshot.expect(JSONText.line(ImportRecord(result)), named: "import-json")
  }

  @Test func exportRecord() throws {
    let result = ExportResult(
      image: Samples.image("user", "alpine", 0), format: .vdi, virtualSize: 1 << 30)
    try Snapshot.expect(
      JSONText.line(ExportRecord(result, path: "/tmp/a.vdi")), named: "export-json")
  }

  @Test func repositoryRecord() throws {
    let summary = RepositorySummary(
      name: try RepositoryName("global"), path: "/lustre/images", exists: true, isWritable: false,
      version: nil)
    try Snapshot.expect(JSONText.line([RepositoryRecord(summary)]), named: "repo-list-json")
    let style = try ListingOptions.parse([]).style(for: RepositoryRecord.self)
    try Snapshot.expect(style.text([RepositoryRecord(summary)]), named: "repo-list")
  }

  @Test func upgradeRecord() throws {
    let result = UpgradeResult(
      repository: try RepositoryName("global"), path: "/lustre/images", previousVersion: 1,
      wasNeeded: true,
      revisions: [
        .init(
          reference: try ImageReference("global:alpine@0"), file: "/lustre/images/meta/3a/3ae20f3d")
      ])
    let record = UpgradeRecord(result, isDryRun: true)
    try Snapshot.expect(JSONText.line(record), named: "upgrade-json")
    let style = ListingStyle(
      format: .table, hasHead: true, columns: ConvertedRevisionRecord.columns)
    try Snapshot.expect(style.text(record.revisions), named: "upgrade-dry-run")
  }

  @Test func deletionRecords() throws {
    let asked = try ImageReference("alpine")
    let records = try ["user:alpine@0", "user:alpine@1"].map {
      DeletionRecord(try ImageReference($0), asked: asked, deleted: false)
    }
    try Snapshot.expect(JSONText.line(records), named: "delete-json")
    let style = try ListingOptions.parse([]).style(for: DeletionRecord.self)
    try Snapshot.expect(style.text(records), named: "delete-dry-run")
  }

  @Test func problemHasAllKeys() {
    let error = PcoccError(
      .noSpace, "cannot write", path: "/a\u{1b}", cause: .noSpace, advice: "free some space")
    #expect(
      JSONText.line(ProblemRecord(error))
        == #"{"advice":"free some space","cause":"No space left on device","code":"no-space","#
        + #""exit_status":74,"message":"cannot write","path":"/a\u001b"}"# + "\n")
  }
}
