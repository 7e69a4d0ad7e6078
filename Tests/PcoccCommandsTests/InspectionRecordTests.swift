import SystemPackage
import Testing

@testable import DiskImage
@testable import PcoccCommands

struct InspectionRecordTests {
  private static let safe = ImageInspection(
    format: .vdi, fileSize: 2_097_152, virtualSize: 1 << 30, clusterSize: 1 << 20, features: [],
    references: [], details: [.init(key: "image-type", value: "dynamic")], refusals: [])

  private static let unsafe = ImageInspection(
    format: .qcow2, fileSize: 196_608, virtualSize: 10 << 30, clusterSize: nil,
    features: ["lazy-refcounts", "bitmaps"],
    references: [.init(kind: "backing file", name: "/etc/\u{1b}[2Jpasswd")], details: [],
    refusals: ["image refers to another file", "unsupported image: bitmaps"])

  @Test func forPeople() throws {
    try Snapshot.expect(Self.safe.text(path: "a.vdi", ValueStyle()), named: "inspect-safe")
    try Snapshot.expect(Self.unsafe.text(path: "a\nb", ValueStyle()), named: "inspect-unsafe")
  }

  @Test func asJSON() throws {
    try Snapshot.expect(
      JSONText.line(InspectionRecord(Self.safe, path: "a.vdi"))
        + JSONText.line(InspectionRecord(Self.unsafe, path: "a")), named: "inspect-json")
  }
}
