import Foundation
import SystemPackage
import TestSupport
import Testing

/// What tests of `verify` and `repair` do to repositories.
protocol DamageTrials {}

extension DamageTrials {
  /// `user` as pcocc leaves it, with layers and a container, and images of ours in both repositories.
  func withDamagedStore(_ body: (PcoccBinary, DamagedStore) throws -> Void) throws {
    try withPcocc(except: ["user", "global"]) { pcocc in
      _ = try PcoccRepository(at: pcocc.folder.appending("user"), version: 2)
      _ = try pcocc.makeFile("disk.raw", blocks: 8)
      _ = try pcocc.makeFile("other.raw", blocks: 9)
      for line in [
        "import disk.raw mine", "import disk.raw same", "import other.raw global:other",
        "copy mine global:mine", "lease --until +1h mine", "delete same", "undelete same",
      ] {
        let result = try pcocc.shell("$PCOCC image \(line)")
        #expect(result.status == 0, "\(line): \(result.standardError)")
      }
      // A copy on the same file system is a second name of the same file.
      _ = try pcocc.shell(
        "for f in global/data/*/*; do cp -p $f $f.new && mv $f.new $f; done; chmod -R u+w .")
      try body(pcocc, DamagedStore(pcocc: pcocc))
    }
  }
}

/// A store whose files a test changes.
struct DamagedStore {
  let pcocc: PcoccBinary

  /// The blob of layer number `layer` of an image, from the folder of the test on.
  func blob(_ image: String, layer: Int = 0, in repository: String = "user") throws -> String {
    let text = try String(
      contentsOfFile: pcocc.folder.appending("\(repository)/meta/\(image)").string, encoding: .utf8)
    let digests = text.matches(of: #/[0-9a-f]{64}/#).map { String($0.output) }
    let digest = try #require(digests.dropFirst(layer).first)
    return "\(repository)/data/\(digest.prefix(2))/\(digest)"
  }

  /// Runs `body` with a store of its own that is the same as this one.
  func withCopy(_ body: (DamagedStore) throws -> Void) throws {
    try withTemporaryFolder { folder in
      try Oracle.run(
        "cp", package: "coreutils",
        ["-a"] + ["user", "global"].map { pcocc.folder.appending($0).string } + [folder.string])
      try body(DamagedStore(pcocc: PcoccBinary(in: folder)))
    }
  }

  /// Runs a line of shell that must succeed, with `$blob` for the blob of an image.
  func damage(_ line: String, _ image: String = "mine@0", layer: Int = 0) throws {
    let blob = try blob(image, layer: layer)
    let result = try pcocc.shell("set -e; blob=\(blob); mkdir -p user/data/00\n\(line)")
    #expect(result.status == 0, "\(line): \(result.standardError)")
  }

  func repair(_ arguments: String..., status: Int32 = 0) throws -> [RepairOutput] {
    try repair(arguments, status: status)
  }

  func repair(_ arguments: [String], status: Int32 = 0) throws -> [RepairOutput] {
    let result = try pcocc.run(["repair", "--json"] + arguments)
    #expect(result.status == status, "\(result.standardError)")
    return try JSONDecoder().decode([RepairOutput].self, from: Data(result.standardOutput.utf8))
  }

  /// The names in a folder of the store; none where there is no such folder.
  func names(in folder: String) -> [String] {
    let path = pcocc.folder.appending(folder).string
    return (try? FileManager.default.contentsOfDirectory(atPath: path).sorted()) ?? []
  }

  /// All files with their modes, times and digests of their bytes.
  func state() throws -> String {
    // Not of what may have been put in the place of a file: a pipe would be waited for.
    let digests = "find */data -type f -exec sha256sum {} + | sort"
    let line = "find user global -printf '%p %m %s %T@\n' | sort; \(digests)"
    return try pcocc.shell("{ \(line); } 2>/dev/null").standardOutput
  }

  func verify(_ arguments: String...) throws -> VerificationOutput {
    let result = try pcocc.run(["verify", "--json"] + arguments)
    let output = try JSONDecoder().decode(
      VerificationOutput.self, from: Data(result.standardOutput.utf8))
    #expect(result.status == (output.findings.isEmpty ? 0 : 65), "\(result.standardError)")
    return output
  }
}

/// What `verify --json` prints.
struct VerificationOutput: Decodable {
  struct Finding: Decodable {
    var code: String
    var repository: String
    var path: String
    var problem: String
    var images: [String]
    var digest: String?
    var quarantined: String?
  }
  var repositories: Int
  var images: Int
  var revisions: Int
  var blobs: Int
  var digested_blobs: Int
  var digested_bytes: Int
  var unreferenced_blobs: Int
  var unreferenced_bytes: Int
  var affected_images: [String]
  var findings: [Finding]

  var codes: [String] { findings.map(\.code) }
}

/// An element of what `repair --json` prints.
struct RepairOutput: Decodable {
  var code: String
  var images: [String]
  var outcome: String
  var source: String?
  var reason: String?
}
