import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// What is offered to somebody who is typing a name.
struct NameCompletionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var typed: String
    var kind: NameCompletion
    var offered: [String]

    var testDescription: String { "\(kind) \"\(typed)\"" }
  }

  private static let cases = [
    Case(
      typed: "", kind: .revision,
      offered: ["user:", "global:", "base", "centos7", "centos8", "gentoo"]),
    Case(typed: "g", kind: .revision, offered: ["global:", "gentoo"]),
    Case(typed: "g", kind: .bareImage, offered: ["gentoo"]),
    Case(typed: "g", kind: .newImage, offered: ["global:"]),
    Case(typed: "g", kind: .repository, offered: ["global"]),
    Case(typed: "cent", kind: .revision, offered: ["centos7", "centos8"]),
    Case(typed: "global:cent", kind: .revision, offered: ["global:centos7"]),
    Case(typed: "global:cent", kind: .newImage, offered: []),
    Case(typed: "global:", kind: .image, offered: ["global:base", "global:centos7"]),
    // The first repository that has the revision is meant, so those of all are offered.
    Case(typed: "base@", kind: .revision, offered: ["base@0", "base@2", "base@10"]),
    Case(typed: "global:base@1", kind: .revision, offered: ["global:base@10"]),
    Case(typed: "base@", kind: .image, offered: []),
    Case(typed: "base@sha256:", kind: .revision, offered: []),
    Case(typed: "nowhere:", kind: .revision, offered: []),
    Case(typed: "global:g", kind: .deletedRevision, offered: ["global:gone"]),
    Case(typed: "global:gone@", kind: .deletedRevision, offered: ["global:gone@3"]),
    Case(typed: "gone", kind: .revision, offered: []),
  ]

  @Test(arguments: cases)
  func names(_ test: Case) throws {
    try withStore { store in
      #expect(store.manager.completions(of: test.typed, as: test.kind) == test.offered)
      #expect(store.warnings.all.isEmpty)
    }
  }

  @Test func aRepositoryThatIsMissingIsNotMade() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      #expect(store.manager.completions(of: "", as: .revision) == ["user:", "global:"])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.string) == [])
    }
  }

  @Test func aRepositoryThatCannotBeReadHidesNoOther() throws {
    try withStore { store in
      try Data("version: 3\n".utf8)
        .write(to: URL(fileURLWithPath: store.folder.appending("user/.config").string))
      #expect(
        store.manager.completions(of: "", as: .image) == ["user:", "global:", "base", "centos7"])
    }
  }

  /// Two repositories; names of files that are none of images are among those of metadata.
  private func withStore(_ body: (TestStore) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let files = [
        "user": ["base@0", "base@2", "centos8@0", "gentoo@0", "$(reboot)@0", ".in-base@1", "x"],
        "global": ["base@10", "base@2", "centos7@0", "a b@0", "base@01"],
      ]
      for (name, revisions) in files {
        let layout = try store.repository(name).layout
        for revision in revisions {
          try Data().write(to: URL(fileURLWithPath: layout.metadata.appending(revision).string))
        }
        try FileManager.default.createDirectory(
          atPath: layout.trash.appending("run/meta").string, withIntermediateDirectories: true)
      }
      try Data().write(
        to: URL(fileURLWithPath: folder.appending("global/.trash/run/meta/gone@3").string))
      try body(store)
    }
  }
}
