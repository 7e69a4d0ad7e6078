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
      RepositoryConfiguration(
        name: try RepositoryName("global"), path: "/lustre/images", origin: nil),
      exists: true, isWritable: false)
    try Snapshot.expect(JSONText.line([RepositoryRecord(summary)]), named: "repo-list-json")
    let style = try ListingOptions.parse([]).style(for: RepositoryRecord.self, Preferences())
    try Snapshot.expect(style.text([RepositoryRecord(summary)]), named: "repo-list")
  }

  @Test func doctorRecord() throws {
    let report = DoctorReport(
      path: "/lustre/images",
      findings: [
        DoctorFinding("space", .ok, seen: "9 of 10 MiB free, 90 %", meaning: "enough"),
        DoctorFinding(
          "hard-link", .failure, seen: "no\u{1b} links", meaning: "nothing is published",
          advice: "name another folder"),
      ])
    try Snapshot.expect(JSONText.line(DoctorRecord(report)), named: "doctor-json")
    let style = try ListingOptions.parse([]).style(for: DoctorFindingRecord.self, Preferences())
    try Snapshot.expect(style.text(DoctorRecord(report).findings), named: "doctor")
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
    let style = try ListingOptions.parse([]).style(for: DeletionRecord.self, Preferences())
    try Snapshot.expect(style.text(records), named: "delete-dry-run")
  }

  private func lease() throws -> LocatedLease {
    let image = Samples.image("user", "alpine", 0, layers: 2).metadata
    return LocatedLease(
      repository: try RepositoryName("user"),
      lease: Lease(
        id: try #require(LeaseID("1714600000-0123456789abcdef")), image: image.name,
        revision: image.revision, layers: image.layers, owner: "ada", host: "node7",
        processID: 42, jobID: nil, created: 1_714_564_800))
  }

  @Test func leaseRecords() throws {
    let record = LeaseRecord(try lease())
    try Snapshot.expect(JSONText.line([record]), named: "lease-list-json")
    let style = try ListingOptions.parse([]).style(for: LeaseRecord.self, Preferences())
    try Snapshot.expect(Snapshot.hidingTimes(style.text([record])), named: "lease-list")
    try Snapshot.expect(
      JSONText.line(PathRecord("/images/data/22/2222", lease: try lease())), named: "path-json")
  }

  @Test func stageRecords() throws {
    let result = StageResult(
      image: Samples.image("user", "alpine", 0, layers: 2), path: "/local/2222.qcow2",
      form: .qcow2, size: 1 << 20, wasCopied: false, waited: .milliseconds(1500), lease: nil)
    try Snapshot.expect(JSONText.line(StageRecord(result)), named: "stage-json")
    let image = StagedImage(
      path: "/local/2222.raw", form: .raw, digest: try #require(Samples.digest(2)),
      images: ["user:alpine@0", "global:alpine@3"], allocated: 3 << 20,
      lastUsed: 1_714_564_800, isOpen: nil)
    let record = StagedImageRecord(image)
    try Snapshot.expect(JSONText.line([record]), named: "stage-list-json")
    let style = try ListingOptions.parse([]).style(for: StagedImageRecord.self, Preferences())
    try Snapshot.expect(Snapshot.hidingTimes(style.text([record])), named: "stage-list")
    let drops = [StageDrop.Outcome.dropped, .inUse].map {
      StageDropRecord(StageDrop(image: image, outcome: $0), dryRun: true)
    }
    try Snapshot.expect(JSONText.line(drops), named: "stage-drop-json")
  }

  private func finding() throws -> VerificationFinding {
    VerificationFinding(
      .blobDamaged, in: try RepositoryName("global"), path: "/images/data/22/2222",
      problem: "its bytes do not match its name",
      images: try ["global:alpine@0", "global:alpine@1", "global:b@0", "global:c@0"].map {
        try ImageReference($0)
      }, digest: Samples.digest(2), quarantined: "/images/.quarantine/2222.1")
  }

  @Test func verificationRecords() throws {
    var result = VerificationResult()
    result.repositories = 1
    result.revisions = 4
    result.findings = [try finding()]
    try Snapshot.expect(JSONText.line(VerificationRecord(result)), named: "verify-json")
    let style = try ListingOptions.parse([]).style(for: FindingRecord.self, Preferences())
    try Snapshot.expect(style.text(try [FindingRecord(finding())]), named: "verify")
  }

  @Test func repairRecords() throws {
    let records = try [
      Repair(finding(), .repaired(from: "/other/data/22/2222")),
      Repair(finding(), .unrepaired("no file with its bytes was found")),
    ].map(RepairRecord.init)
    try Snapshot.expect(JSONText.line(records), named: "repair-json")
    let style = try ListingOptions.parse([]).style(for: RepairRecord.self, Preferences())
    try Snapshot.expect(style.text(records), named: "repair")
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
