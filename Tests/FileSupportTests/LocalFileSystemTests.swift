import FileSupport
import SystemPackage
import TestSupport
import Testing

@Suite struct LocalFileSystemTests {
  let files = LocalFileSystem()

  private func write(_ text: String, to path: FilePath) throws {
    let file = try files.createFile(path, mode: .ownerReadWrite)
    try Array(text.utf8).withUnsafeBytes { try file.write($0, at: 0) }
    try file.close()
  }

  @Test func readsWhatWasWritten() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("a")
      try write("hello", to: path)
      let file = try files.openForReading(path)
      #expect(try file.status().size == 5)
      #expect(try file.bytes(at: 1, count: 3) == Array("ell".utf8))
    }
  }

  @Test func anEarlyEndIsCorruption() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("a")
      try write("hello", to: path)
      let file = try files.openForReading(path)
      let error = #expect(throws: PcoccError.self) { try file.bytes(at: 3, count: 4) }
      #expect(error?.code == .corrupt)
      #expect(error?.description.contains("byte 5") == true)
    }
  }

  @Test func missingFilesAreNamed() throws {
    let error = #expect(throws: PcoccError.self) { try files.openForReading("/nonexistent/x") }
    #expect(error?.code == .notFound)
    #expect(error?.description == "/nonexistent/x: cannot open: no such file or directory")
  }

  @Test func creationNeverReplaces() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("a")
      try write("old", to: path)
      let error = #expect(throws: PcoccError.self) {
        try files.createFile(path, mode: .ownerReadWrite)
      }
      #expect(error?.code == .exists)
    }
  }

  @Test func listsNamesWithoutTheFolderItself() throws {
    try withTemporaryFolder { folder in
      try write("", to: folder.appending(".hidden"))
      try write("", to: folder.appending("b"))
      try files.createDirectory(folder.appending("c"), mode: .ownerReadWriteExecute)
      #expect(try files.entries(of: folder).sorted() == [".hidden", "b", "c"])
    }
  }

  @Test func findsHoles() throws {
    try withTemporaryFolder { folder in
      let file = try files.createFile(folder.appending("a"), mode: .ownerReadWrite)
      try [UInt8](repeating: 1, count: 65536).withUnsafeBytes { try file.write($0, at: 1 << 20) }
      try file.resize(to: 4 << 20)
      #expect(try file.nextData(from: 0) == 1 << 20)
      #expect(try file.nextHole(from: 1 << 20) == (1 << 20) + 65536)
      #expect(try file.nextData(from: 2 << 20) == nil)
    }
  }

  @Test func renamingToATakenNameFails() throws {
    try withTemporaryFolder { folder in
      try write("a", to: folder.appending("a"))
      try write("b", to: folder.appending("b"))
      let error = #expect(throws: PcoccError.self) {
        try files.renameIfAbsent(folder.appending("a"), to: folder.appending("b"))
      }
      #expect(error?.code == .exists)
      try files.renameIfAbsent(folder.appending("a"), to: folder.appending("c"))
      #expect(try files.entries(of: folder).sorted() == ["b", "c"])
    }
  }

  @Test func linksAreNotFollowedUnlessAsked() throws {
    try withTemporaryFolder { folder in
      try Oracle.run("ln", package: "coreutils", ["-s", "/etc", folder.appending("l").string])
      let path = folder.appending("l")
      #expect(try files.status(of: path, followingLinks: false).kind == .symbolicLink)
      #expect(try files.status(of: path, followingLinks: true).kind == .directory)
    }
  }

  @Test func opensAFifoWithoutWaitingForAWriter() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("fifo")
      try Oracle.run("mkfifo", package: "coreutils", [path.string])
      #expect(try files.openForReading(path).status().kind == .fifo)
    }
  }
}
