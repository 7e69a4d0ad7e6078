import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// Blobs of several users, each of whom puts a copy of his own in place of another one's.
@Suite struct BlobReplacementTests {
  private let files = LocalFileSystem()
  private static let numbers: [String: UInt32] = ["alice": 4001, "bob": 4002, "carol": 4003]

  /// A manager of alice's, whose files these are not.
  private func manager(
    _ folder: FilePath, files: any FileSystem = LocalFileSystem()
  ) throws -> ImageManager {
    let store = try TestStore(folder, files: files)
    var context = store.manager.context
    context.accounts = Accounts(
      userID: 4001, groupIDs: [], user: { Self.numbers[$0] }, group: { _ in nil },
      userName: { _ in nil })
    return ImageManager(configuration: store.manager.configuration, context: context)
  }

  /// Runs `body` with a store in which everybody may read an image, the path of its blob, and what has
  /// alice make it private.
  private func withBlob(
    _ body: (TestStore, FilePath, _ close: @escaping @Sendable (any FileSystem) throws -> Void)
      throws
      -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("store")
      try files.createDirectory(path, mode: .ownerReadWriteExecute)
      let store = try TestStore(path)
      let repository = try store.repository()
      let metadata = try store.publish("x", text: "abc", in: repository)
      try store.removeEmptyFolders()
      try body(store, repository.layout.blob(metadata.layers[0])) { files in
        _ = try manager(path, files: files).update(
          ImageReference("user:x"), AttributesChange(values: ["visibility": "private"]))
      }
    }
  }

  private func readers(_ path: FilePath) throws -> Set<UInt32> {
    try files.openForReading(path).access().readers?.users ?? []
  }

  /// Puts a copy there that another one may read, as a process of his does.
  private func replace(_ path: FilePath, for reader: UInt32) throws {
    let copy = path.parent.appending("copy")
    let file = try files.createFile(copy, mode: .ownerRead)
    try Array("abc".utf8).withUnsafeBytes { try file.write($0, at: 0) }
    try file.setAccess(FileAccess(mode: .ownerRead, readers: FileReaders(users: [reader])))
    try files.rename(copy, to: path)
  }

  /// The file is gone from a network file system with its last name, whoever has it open.
  @Test func whatIsReplacedKeepsAName() throws {
    try withBlob { store, path, close in
      let old = try files.openForReading(path)
      try close(files)
      #expect(try !files.status(of: path, followingLinks: false).isSameFile(as: old.status()))
      #expect(try old.status().linkCount == 1)
      let mode = try files.status(of: path, followingLinks: false).mode
      #expect(mode & 0o007 == 0)
      // Who may not read the blob any more does not reach the old file either.
      let run = try #require(store.repository().trash.runs().first)
      #expect(try files.status(of: run.data, followingLinks: false).mode & 0o7777 == 0o700)
      #expect(try files.entries(of: run.data) == [path.lastComponent?.string])
      // A collection removes it like all that is in the trash, and not the blob.
      _ = try store.manager.collectGarbage(in: RepositoryName("user"), policy: .quiet)
      #expect(try store.repository().trash.runs() == [])
      #expect(try files.contents(of: path, limit: 10).count == 3)
    }
  }

  @Test func aLeasedFileStaysInTheTrash() throws {
    try withBlob { store, path, close in
      _ = try store.manager.lease(
        ImageReference("user:x"), for: LeaseTerm(expiry: 1_820_000_000, jobID: nil))
      let old = try files.openForReading(path)
      try close(files)
      _ = try store.manager.collectGarbage(in: RepositoryName("user"), policy: .quiet)
      #expect(try old.status().linkCount == 1)
    }
  }

  /// Copying takes long, and others replace the blob meanwhile.
  @Test(arguments: ["copied", "taken away"])
  func whoeverWasLetInMeanwhileStaysSo(_ moment: String) throws {
    try withBlob { store, path, close in
      let other = Once()
      let racing = InterceptingFileSystem(before: { call in
        let isMoment =
          moment == "copied"
          ? call.operation == .rename
            && (call.path == path || call.path.lastComponent == path.lastComponent)
          : call.operation == .link && call.path == path
        if isMoment { try other.run { try replace(path, for: 4003) } }
      })
      try close(racing)
      #expect(other.hasHappened)
      #expect(try readers(path).contains(4003))
    }
  }

  @Test func whoeverIsKilledLosesNothing() throws {
    try withBlob { store, path, close in
      let relative = path.string.dropFirst(store.folder.string.count)
      let counting = FaultyFileSystem(.none)
      try store.withCopy { copy in
        _ = try manager(copy, files: counting.fileSystem).update(
          ImageReference("user:x"), AttributesChange(values: ["visibility": "private"]))
      }
      for count in (0...counting.count).sample(usually: 40) {
        try store.withCopy { copy in
          let faulty = FaultyFileSystem(.end(after: count))
          _ = try? manager(copy, files: faulty.fileSystem).update(
            ImageReference("user:x"), AttributesChange(values: ["visibility": "private"]))
          let after = try TestStore(copy)
          let digest = try #require(Digest(hex: path.lastComponent?.string ?? ""))
          #expect(try after.repository().content.open(digest).contents(limit: 10).count == 3)
          // And as soon as anybody uses the image, the file has its name.
          _ = try after.manager.path(of: ImageReference("user:x"))
          #expect(
            try files.contents(of: FilePath("\(copy)\(relative)"), limit: 10).count == 3,
            "killed after \(count)")
        }
      }
    }
  }
}
