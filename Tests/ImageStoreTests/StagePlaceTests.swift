import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

@Suite struct StagePlaceTests {
  private let files = LocalFileSystem()
  private var own: String { "pcocc-stage-\(geteuid())" }

  private func folder(
    _ path: FilePath, shared: Bool = false, userID: UInt32 = geteuid()
  ) throws -> FilePath? {
    try StagePlace(path: path, userID: userID, isShared: shared).folder(creating: true, files)
  }

  @Test func anOwnFolderIsUsedAsItIs() throws {
    try withTemporaryFolder { root in
      let root = try files.canonicalPath(of: root)
      let path = root.appending("new/folder")
      #expect(try folder(path) == path)
      #expect(try files.status(of: path, followingLinks: false).mode == 0o700)
      #expect(try folder(root, shared: true) == root.appending(own))
    }
  }

  @Test(arguments: [0o777, 0o1777, 0o770])
  func whereOthersMayWriteAnOwnFolderIsMade(_ mode: Int) throws {
    try withTemporaryFolder { root in
      let root = try files.canonicalPath(of: root)
      #expect(chmod(root.string, mode_t(mode)) == 0)
      let made = try #require(try folder(root))
      #expect(made == root.appending(own))
      #expect(try files.status(of: made, followingLinks: false).mode == 0o700)
      #expect(try folder(root) == made)
    }
  }

  @Test(arguments: ["mkdir -m 777", "ln -s /tmp", "touch"])
  func whatOthersMayHaveMadeIsRefused(_ command: String) throws {
    try withTemporaryFolder { root in
      let made = try Program.run("/bin/sh", ["-c", "\(command) '\(root)/\(own)'"])
      #expect(made.status == 0)
      let error = #expect(throws: PcoccError.self) {
        _ = try folder(root, shared: true)
      }
      #expect(error?.code == .permission)
    }
  }

  @Test func theFolderOfAnotherUserIsRefused() throws {
    try withTemporaryFolder { root in
      // A folder made by this user, as another one would meet it.
      try files.createDirectory(
        root.appending("pcocc-stage-\(geteuid() + 1)"), mode: .ownerReadWriteExecute)
      let error = #expect(throws: PcoccError.self) {
        _ = try folder(root, userID: geteuid() + 1)
      }
      #expect(error?.code == .permission)
    }
  }

  @Test func listingMakesNothing() throws {
    try withTemporaryFolder { root in
      let place = StagePlace(path: root.appending("none"), userID: geteuid())
      let found = try place.folder(creating: false, files)
      #expect(found == nil)
      let names = try files.entries(of: root)
      #expect(names == [])
    }
  }
}
