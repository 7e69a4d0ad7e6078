import Crypto
import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

private let fixturesFolder = ProcessInfo.processInfo.environment["PCOCC_TEST_FIXTURES"]

/// Repositories that pcocc 0.7.5 wrote, where `PCOCC_TEST_FIXTURES` names the folder with them.
@Suite(.enabled(if: fixturesFolder != nil, "PCOCC_TEST_FIXTURES is not set"))
struct FixturesTests {
  private struct Manifest: Decodable {
    struct Image: Decodable {
      var kind: String
      var rawDigest: String?

      private enum CodingKeys: String, CodingKey {
        case kind
        case rawDigest = "raw_sha256"
      }
    }
    var images: [String: Image]
  }

  @Test(arguments: ["v1", "v2", "v1-upgraded"])
  func everyRevisionIsExportedAsTheManifestSays(_ name: String) throws {
    let fixtures = FilePath(try #require(fixturesFolder))
    let manifest = try JSONDecoder().decode(
      Manifest.self,
      from: try Data(
        contentsOf: URL(
          fileURLWithPath: fixtures.appending("\(name).manifest.json").string)))
    try withTemporaryFolder { folder in
      try Oracle.run(
        "tar", package: "tar",
        ["xpf", fixtures.appending("\(name).tar.gz").string, "-C", folder.string])
      let store = try TestStore(folder, repositories: [name])
      #expect(
        try store.manager.list().map(\.revision.metadata.name.description) == [
          "alpine", "box", "plain",
        ])
      for (image, expected) in manifest.images where expected.kind == "vm" {
        let target = folder.appending("disk.raw")
        _ = try store.manager.export(
          ExportRequest(source: try ImageReference(image), destination: .file(target)))
        let bytes = try LocalFileSystem().contents(of: target, limit: 64 << 20)
        #expect(Digest(SHA256.hash(data: bytes)).hex == expected.rawDigest, "\(image)")
      }
    }
  }

  @Test(arguments: ["v1", "v2", "v1-upgraded"])
  func verificationFindsNothing(_ name: String) throws {
    let fixtures = FilePath(try #require(fixturesFolder))
    try withTemporaryFolder { folder in
      try Oracle.run(
        "tar", package: "tar",
        ["xpf", fixtures.appending("\(name).tar.gz").string, "-C", folder.string])
      let result = try TestStore(folder, repositories: [name]).manager.verify(
        VerificationRequest())
      #expect(result.findings == [])
      #expect(result.images == 3 && result.revisions == 5)
      #expect(result.digestedBlobs == result.blobs && result.unreferencedBlobs == 0)
    }
  }

  /// The same repository, upgraded here and by pcocc itself.
  @Test func anUpgradeLeavesWhatThatOfPcoccLeaves() throws {
    let fixtures = FilePath(try #require(fixturesFolder))
    try withTemporaryFolder { folder in
      for name in ["v1", "v1-upgraded"] {
        try Oracle.run(
          "tar", package: "tar",
          ["xpf", fixtures.appending("\(name).tar.gz").string, "-C", folder.string])
      }
      let store = try TestStore(folder, repositories: ["v1"])
      _ = try store.manager.upgradeRepository(RepositoryName("v1"))
      try Oracle.run(
        "diff", package: "diffutils",
        ["-r", folder.appending("v1").string, folder.appending("v1-upgraded").string])
      #expect(try RepositoryRules.violations(in: folder.appending("v1")) == [])
    }
  }
}
