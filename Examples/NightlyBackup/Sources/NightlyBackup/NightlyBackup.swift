import Foundation
import ImageStore

/// Copies the images that have the property `backup=nightly` to a folder, each where it has a revision
/// that the folder has not, and prints what became of them as JSON.
///
///     swift run --package-path Examples/NightlyBackup nightly-backup /srv/backup
@main
struct NightlyBackup {
  /// What became of one image.
  private struct Entry: Encodable {
    enum Outcome: String, Encodable { case copied, current, damaged, failed }

    var image: String
    var id: String
    var file: String
    var outcome: Outcome
    /// Bytes of the disk.
    var size: Int?
    var problems: [String] = []
  }

  private let manager: ImageManager
  private let folder: FilePath

  static func main() async {
    guard CommandLine.arguments.count == 2 else { fail("usage: nightly-backup FOLDER", 64) }
    do {
      let backup = NightlyBackup(
        manager: try ImageManager(.current) { tell("warning: \($0)") },
        folder: FilePath(CommandLine.arguments[1]))
      let entries = try await Monitor.withTaskCancellation { try backup.run($0) }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      print(String(decoding: try encoder.encode(entries), as: UTF8.self))
      if entries.contains(where: { !$0.problems.isEmpty }) { exit(1) }
    } catch {
      fail("\(error)", 1)
    }
  }

  private func run(_ monitor: Monitor) throws -> [Entry] {
    var query = ImageQuery()
    query.properties = ["backup": "nightly"]
    // What lists leave out is backed up, too.
    query.isHidden = nil
    query.visibility = .all
    query.memberStatus = .all
    return try manager.list(query).map { image in
      let reference = image.revision.reference
      var entry = Entry(
        image: reference.description, id: image.attributes.id.description,
        file: "\(image.attributes.id)@\(image.revision.metadata.revision).qcow2", outcome: .current)
      // A file that has its name is whole: a download gives it one at its end.
      guard !FileManager.default.fileExists(atPath: folder.appending(entry.file).string) else {
        return entry
      }
      do {
        try copy(reference, &entry, monitor)
      } catch let error as PcoccError where error.code != .interrupted {
        entry.outcome = .failed
        entry.problems.append(error.description)
      }
      return entry
    }
  }

  /// A damaged image does not replace the copy of a sound revision.
  private func copy(
    _ image: ImageReference, _ entry: inout Entry, _ monitor: Monitor
  ) throws {
    let findings = try manager.verify(
      VerificationRequest(scope: .image(image)), monitor: monitor
    ).findings
    entry.problems = findings.map { "\($0.code.rawValue): \($0.problem)" }
    entry.outcome = findings.isEmpty ? .copied : .damaged
    guard findings.isEmpty else { return }
    let result = try manager.download(
      image, to: .file(folder.appending(entry.file)), monitor: monitor)
    entry.size = result.virtualSize
  }

  private static func tell(_ text: String) {
    FileHandle.standardError.write(Data("nightly-backup: \(text)\n".utf8))
  }

  private static func fail(_ text: String, _ status: Int32) -> Never {
    tell(text)
    exit(status)
  }
}
