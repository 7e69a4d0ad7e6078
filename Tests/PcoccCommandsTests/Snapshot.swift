import Foundation
import Testing

/// Compares texts with files recorded in the folder `Snapshots`.
///
/// With RECORD_SNAPSHOTS in the environment the files are written instead.
enum Snapshot {
  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("Snapshots")

  static func expect(
    _ text: String, named name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = folder.appendingPathComponent(name + ".txt")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
      return
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    #expect(
      text == recorded, "RECORD_SNAPSHOTS=1 records \(name) anew", sourceLocation: sourceLocation)
  }

  /// The text with local times, which depend on the machine, made unrecognizable.
  static func hidingTimes(_ text: String) -> String {
    text.replacing(
      #/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d/#, with: "YYYY-MM-DD HH:MM:SS +HH:MM")
  }
}
