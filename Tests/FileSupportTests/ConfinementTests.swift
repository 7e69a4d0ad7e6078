import Glibc
import SystemPackage
import TestSupport
import Testing

@testable import FileSupport

/// Below the root of a confined file system, no call follows a symbolic link.
@Suite struct ConfinementTests {
  /// A call that a link may stand in the way of.
  struct Attempt: Sendable, CustomStringConvertible {
    var description: String
    var body: @Sendable (any FileSystem, FilePath) throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (any FileSystem, FilePath) throws -> Void) {
      description = name
      self.body = body
    }
  }

  /// What is done to `file` in a folder that is a link.
  private static let behindLinks = [
    Attempt("open") { _ = try $0.openForReading($1.appending("file")) },
    Attempt("create") { _ = try $0.createFile($1.appending("new"), mode: .ownerReadWrite) },
    Attempt("create folder") { try $0.createDirectory($1.appending("new"), mode: .ownerReadWrite) },
    Attempt("set access") {
      try $0.setAccess(FileAccess(mode: .ownerReadWrite), of: $1.appending("folder"))
    },
    Attempt("entries") { _ = try $0.entries(of: $1.appending("folder")) },
    Attempt("status") { _ = try $0.status(of: $1.appending("file"), followingLinks: true) },
    Attempt("link from") { try $0.link($1.appending("file"), as: $1.parent.appending("new")) },
    Attempt("link to") { try $0.link($1.parent.appending("own"), as: $1.appending("new")) },
    Attempt("rename from") { try $0.rename($1.appending("file"), to: $1.parent.appending("new")) },
    Attempt("rename to") { try $0.rename($1.parent.appending("own"), to: $1.appending("new")) },
    Attempt("rename if absent") {
      try $0.renameIfAbsent($1.parent.appending("own"), to: $1.appending("new"))
    },
    Attempt("remove") { try $0.removeFile($1.appending("file")) },
    Attempt("remove folder") { try $0.removeDirectory($1.appending("folder")) },
    Attempt("synchronize") { try $0.synchronizeDirectory($1.appending("folder")) },
    Attempt("touch") { try $0.touch($1.appending("file")) },
    Attempt("lock") { _ = try $0.lock($1.appending("file"), .shared) },
    Attempt("is open") { _ = try $0.isOpen($1.appending("file")) },
  ]

  /// What is done to a link itself.
  private static let links = [
    Attempt("open") { _ = try $0.openForReading($1) },
    Attempt("set access") { try $0.setAccess(FileAccess(mode: .ownerReadWrite), of: $1) },
    Attempt("entries") { _ = try $0.entries(of: $1) },
    Attempt("synchronize") { try $0.synchronizeDirectory($1) },
    Attempt("lock") { _ = try $0.lock($1, .shared) },
  ]

  /// `root/link` leads to `outside`, which holds a file and a folder.
  private func withLink(_ body: (any FileSystem, FilePath) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let files = LocalFileSystem()
      let (root, outside) = (folder.appending("root"), folder.appending("outside"))
      for path in [root, root.appending("deep"), outside, outside.appending("folder")] {
        try files.createDirectory(path, mode: .ownerReadWriteExecute)
      }
      let own = [root.appending("own"), root.appending("deep/own"), outside.appending("file")]
      for path in own { _ = try files.createFile(path, mode: .ownerReadWrite) }
      let before = try files.status(of: outside.appending("file"), followingLinks: false)
      // The root itself may be a link, and a path may begin with one.
      let alias = folder.appending("alias")
      #expect(symbolicLink(to: "root", at: alias))
      for link in ["link", "deep/link"].map(alias.appending) {
        #expect(symbolicLink(to: outside.string, at: link))
        try body(files.confined(to: alias), link)
      }
      #expect(try files.entries(of: outside).sorted() == ["file", "folder"])
      #expect(
        try files.status(of: outside.appending("file"), followingLinks: false) == before)
      #expect(try files.entries(of: root).sorted() == ["deep", "link", "own"])
    }
  }

  private func symbolicLink(to target: String, at path: FilePath) -> Bool {
    path.withPlatformString { path in target.withCString { symlink($0, path) == 0 } }
  }

  @Test(arguments: behindLinks) func foldersThatAreLinks(_ attempt: Attempt) throws {
    try withLink { files, link in
      let error = #expect(throws: PcoccError.self) { try attempt.body(files, link) }
      #expect(error?.code == .corrupt, "\(String(describing: error))")
      #expect(error?.message.contains("symbolic links inside a repository") == true)
    }
  }

  @Test(arguments: links) func filesThatAreLinks(_ attempt: Attempt) throws {
    try withLink { files, link in
      let error = #expect(throws: PcoccError.self) { try attempt.body(files, link) }
      #expect(error?.code == .corrupt, "\(String(describing: error))")
    }
  }

  @Test func aLinkIsSeenAndRemovedAsWhatItIs() throws {
    try withTemporaryFolder { folder in
      let files = LocalFileSystem().confined(to: folder)
      let link = folder.appending("link")
      #expect(symbolicLink(to: "/etc", at: link))
      #expect(try files.status(of: link, followingLinks: true).kind == .symbolicLink)
      try files.rename(link, to: folder.appending("other"))
      try files.removeFile(folder.appending("other"))
      #expect(try files.entries(of: folder) == [])
    }
  }

  @Test func allElseIsAsEver() throws {
    try withTemporaryFolder { folder in
      let files = LocalFileSystem().confined(to: folder.appending("root"))
      let deep = folder.appending("root/a/b/c")
      try files.createWithParents(deep, mode: .ownerReadWriteExecute)
      try files.writeDurably(
        [1, 2], to: deep.appending("file"), mode: .ownerReadWrite, token: "x",
        placement: .exclusive)
      try files.moveExclusively(deep.appending("file"), to: folder.appending("root/file"))
      #expect(try files.contents(of: folder.appending("root/file"), limit: 9) == [1, 2])
      // Outside, links are followed.
      #expect(symbolicLink(to: "root", at: folder.appending("alias")))
      #expect(try files.contents(of: folder.appending("alias/file"), limit: 9) == [1, 2])
      let missing = #expect(throws: PcoccError.self) {
        try files.openForReading(deep.appending("none/file"))
      }
      #expect(missing?.code == .notFound)
    }
  }

  /// A server that was started anew may have forgotten the root, which any call may find out.
  @Test func aRootThatHasGoneStaleIsOpenedAgain() throws {
    try withTemporaryFolder { folder in
      let plain = LocalFileSystem()
      let root = folder.appending("root")
      try plain.createDirectory(root, mode: .ownerReadWriteExecute)
      let files = try #require(plain.confined(to: root) as? LocalFileSystem)
      #expect(try files.entries(of: root.appending(".")) == [])
      for name in ["one", "two"] {
        try plain.rename(root, to: folder.appending("before \(name)"))
        try plain.createDirectory(root, mode: .ownerReadWriteExecute)
        var calls = 0
        let make = { (folder: Int32, name: UnsafePointer<CChar>) -> Int32 in
          calls += 1
          guard calls > 1 else {
            errno = ESTALE
            return -1
          }
          return mkdirat(folder, name, 0o700)
        }
        let path = root.appending(name)
        if name == "one" {
          try files.call("cannot create folder", path, make)
        } else {
          // Of two paths either may be the one.
          try files.call("cannot create folder", path, root.appending("x")) { folder, name, _, _ in
            make(folder, name)
          }
        }
        #expect(calls == 2)
        #expect(try plain.entries(of: root) == [name])
      }
    }
  }
}
