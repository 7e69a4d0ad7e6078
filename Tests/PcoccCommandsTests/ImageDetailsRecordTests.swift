import ArgumentParser
import Testing

@testable import ImageStore
@testable import PcoccCommands

struct ImageDetailsRecordTests {
  private var record: ImageDetailsRecord {
    let newest = Samples.image("user", "alpine", 4, layers: 2, description: "with \u{7}bell")
    let oldest = Samples.image("user", "alpine", 0)
    return ImageDetailsRecord(
      ImageDetails(
        summary: Samples.summary(newest, owner: "grace"),
        revisions: [
          .init(metadata: newest.metadata, size: 1_300_000_000),
          .init(metadata: oldest.metadata, size: nil),
        ]))
  }

  @Test func forPeople() throws {
    try Snapshot.expect(Snapshot.hidingTimes(record.text(ValueStyle(), on: .none)), named: "show")
  }

  @Test func asJSON() throws {
    try Snapshot.expect(JSONText.line(record), named: "show-json")
  }

  @Test func attributesForPeople() throws {
    let record = AttributesRecord(Samples.summary(Samples.image("user", "alpine", 4)))
    try Snapshot.expect(
      SingleStyle(ResultFormatOptions.parse(["-f", "table"]), Preferences()).text(record),
      named: "show-attributes")
  }

  @Test func attributesAsJSON() throws {
    let record = AttributesRecord(Samples.summary(Samples.image("user", "alpine", 4)))
    try Snapshot.expect(JSONText.line(record), named: "show-attributes-json")
  }
}
