import FileSupport
import Synchronization
import SystemPackage
import TestSupport
import Testing

@Suite struct DurableWriteTests {
  private func write(
    _ text: String, _ placement: Placement, to path: FilePath,
    with files: any FileSystem = LocalFileSystem()
  ) throws {
    try files.writeDurably(
      Array(text.utf8), to: path, mode: .ownerReadWrite, token: "t", placement: placement)
  }

  private func text(_ path: FilePath) throws -> String {
    String(decoding: try LocalFileSystem().contents(of: path, limit: 100), as: UTF8.self)
  }

  @Test func exclusiveNeverReplacesAndLeavesNothingElse() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("name")
      try write("first", .exclusive, to: path)
      let error = #expect(throws: PcoccError.self) { try write("second", .exclusive, to: path) }
      #expect(error?.code == .exists)
      #expect(try text(path) == "first")
      #expect(try LocalFileSystem().entries(of: folder) == ["name"])
    }
  }

  @Test func replacingReplaces() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("name")
      try write("first", .replacing, to: path)
      try write("second", .replacing, to: path)
      #expect(try text(path) == "second")
      #expect(try LocalFileSystem().entries(of: folder) == ["name"])
    }
  }

  @Test(arguments: [
    InterceptingFileSystem.Operation.createFile, .write, .synchronize, .close, .link,
  ])
  func aFailedCallLeavesNothing(_ operation: InterceptingFileSystem.Operation) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("name")
      let files = InterceptingFileSystem(before: { call in
        if call.operation == operation {
          throw PcoccError.fileSystem("cannot", call.path, .noSpace)
        }
      })
      let error = #expect(throws: PcoccError.self) {
        try write("text", .exclusive, to: path, with: files)
      }
      #expect(error?.code == .noSpace)
      let left = try LocalFileSystem().entries(of: folder)
      #expect(left == [])
    }
  }

  /// On NFS a link may be made although its reply is lost.
  @Test func aLinkThatWasMadeThoughReportedFailedCounts() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("name")
      let files = InterceptingFileSystem(after: { call in
        if call.operation == .link { throw PcoccError.fileSystem("cannot", call.path, .ioError) }
      })
      try write("text", .exclusive, to: path, with: files)
      #expect(try text(path) == "text")
      #expect(try LocalFileSystem().entries(of: folder) == ["name"])
    }
  }

  /// Others may give the same file another name while the link fails.
  @Test(arguments: [Errno.noSpace, .ioError, .fileExists])
  func aNameThatOthersMadeDoesNotCount(_ cause: Errno) throws {
    try withTemporaryFolder { folder in
      let (old, new) = (folder.appending("old"), folder.appending("new"))
      try write("text", .exclusive, to: old)
      if cause == .fileExists { try write("other", .exclusive, to: new) }
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == .link else { return }
        try LocalFileSystem().link(old, as: folder.appending("theirs"))
        if cause != .fileExists { throw PcoccError.fileSystem("cannot", call.path, cause) }
      })
      #expect(throws: PcoccError.self) { try files.moveExclusively(old, to: new) }
      #expect(try text(old) == "text")
    }
  }

  @Test func aNameThatTheFileHasAlreadyCounts() throws {
    try withTemporaryFolder { folder in
      let (old, new) = (folder.appending("old"), folder.appending("new"))
      try write("text", .exclusive, to: old)
      try LocalFileSystem().link(old, as: new)
      try LocalFileSystem().moveExclusively(old, to: new)
      #expect(try LocalFileSystem().entries(of: folder) == ["new"])
    }
  }

  @Test(arguments: [Errno.notPermitted, .notSupported, .noFunction, .tooManyLinks])
  func withoutHardLinksItRenames(_ cause: Errno) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("name")
      let files = InterceptingFileSystem(before: { call in
        if call.operation == .link { throw PcoccError.fileSystem("cannot", call.path, cause) }
      })
      try write("first", .exclusive, to: path, with: files)
      let error = #expect(throws: PcoccError.self) {
        try write("second", .exclusive, to: path, with: files)
      }
      #expect(error?.code == .exists)
      #expect(try text(path) == "first")
      #expect(try LocalFileSystem().entries(of: folder) == ["name"])
    }
  }

  @Test func withoutLinkAndExclusiveRenameItClaimsTheName() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("name")
      let files = InterceptingFileSystem(before: { call in
        switch call.operation {
        case .link: throw PcoccError.fileSystem("cannot", call.path, .notSupported)
        case .renameIfAbsent: throw PcoccError.fileSystem("cannot", call.path, .invalidArgument)
        default: break
        }
      })
      try write("first", .exclusive, to: path, with: files)
      let error = #expect(throws: PcoccError.self) {
        try write("second", .exclusive, to: path, with: files)
      }
      #expect(error?.code == .exists)
      #expect(try text(path) == "first")
      #expect(try LocalFileSystem().entries(of: folder) == ["name"])
    }
  }

  /// A file that cannot be looked at is a file all the same.
  @Test func aNameThatCannotBeLookedAtIsNotTaken() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("name")
      try write("first", .exclusive, to: path, with: LocalFileSystem())
      let files = InterceptingFileSystem(before: { call in
        switch call.operation {
        case .link: throw PcoccError.fileSystem("cannot", call.path, .notSupported)
        case .renameIfAbsent: throw PcoccError.fileSystem("cannot", call.path, .invalidArgument)
        case .status where call.path == path:
          throw PcoccError.fileSystem("cannot examine", call.path, .ioError)
        default: break
        }
      })
      let error = #expect(throws: PcoccError.self) {
        try write("second", .exclusive, to: path, with: files)
      }
      #expect(error?.code == .io)
      #expect(try text(path) == "first")
      #expect(try LocalFileSystem().entries(of: folder) == ["name"])
    }
  }

  @Test(arguments: [Errno.invalidArgument, .notSupported])
  func foldersThatCannotBeSynchronizedAreAccepted(_ cause: Errno) throws {
    try withTemporaryFolder { folder in
      let files = InterceptingFileSystem(before: { call in
        if call.operation == .synchronizeDirectory {
          throw PcoccError.fileSystem("cannot", call.path, cause)
        }
      })
      try write("text", .exclusive, to: folder.appending("name"), with: files)
    }
  }

  @Test func aFolderThatFailsToReachTheDiskIsAnError() throws {
    try withTemporaryFolder { folder in
      let files = InterceptingFileSystem(before: { call in
        if call.operation == .synchronizeDirectory {
          throw PcoccError.fileSystem("cannot", call.path, .ioError)
        }
      })
      let path = folder.appending("name")
      let error = #expect(throws: PcoccError.self) {
        try write("text", .exclusive, to: path, with: files)
      }
      #expect(error?.code == .io)
      let left = try LocalFileSystem().entries(of: folder)
      #expect(left == [])
    }
  }

  /// The name may appear only when the content is on disk already.
  @Test func contentReachesTheDiskBeforeTheName() throws {
    try withTemporaryFolder { folder in
      let order = Mutex<[InterceptingFileSystem.Operation]>([])
      let files = InterceptingFileSystem(before: { call in
        order.withLock { $0.append(call.operation) }
      })
      try write("text", .exclusive, to: folder.appending("name"), with: files)
      let calls = order.withLock { $0 }.filter {
        [.write, .synchronize, .link, .synchronizeDirectory].contains($0)
      }
      #expect(calls == [.write, .synchronize, .link, .synchronizeDirectory])
    }
  }
}
