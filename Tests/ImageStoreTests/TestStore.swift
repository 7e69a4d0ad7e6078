import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport

@testable import ImageStore

/// A manager over repositories in a test's own folder, with a fixed user, host and clock.
struct TestStore {
  let folder: FilePath
  let manager: ImageManager
  let warnings: Warnings

  /// What the store warned of.
  final class Warnings: Sendable {
    private let list = Mutex<[PcoccError]>([])
    var all: [PcoccError] { list.withLock { $0 } }
    func add(_ error: PcoccError) { list.withLock { $0.append(error) } }
  }

  init(
    _ folder: FilePath, repositories: [String] = ["user", "global"],
    files: any FileSystem = LocalFileSystem(), after seconds: Double = 0,
    contactLimit: Double = 60
  ) throws {
    let warnings = Warnings()
    self.folder = folder
    self.warnings = warnings
    manager = ImageManager(
      configuration: Configuration(
        repositories: try repositories.map {
          RepositoryConfiguration(
            name: try RepositoryName($0), path: folder.appending($0), origin: nil)
        }, cachePath: nil),
      context: Self.context(
        files: files, after: seconds, contactLimit: contactLimit, warn: { warnings.add($0) }))
  }

  static func context(
    files: any FileSystem = LocalFileSystem(), after seconds: Double = 0,
    contactLimit: Double = 60,
    warn: @escaping @Sendable (PcoccError) -> Void = { _ in }
  ) -> StoreContext {
    StoreContext(
      fileSystem: files, user: "alice",
      accounts: Accounts(
        userID: nil, groupIDs: [], user: { $0 == "bob" ? 1001 : nil }, group: { _ in nil },
        userName: { _ in nil }), hostName: "node1", processID: 42,
      now: { Date(timeIntervalSince1970: 1_800_000_000.25 + seconds) }, contactLimit: contactLimit,
      warn: warn)
  }

  func reference(_ text: String) throws -> ImageReference { try ImageReference(text) }

  /// Opens a configured repository, which is created where missing.
  func repository(_ name: String = "user") throws -> Repository {
    try Repository.openOrCreate(
      try RepositoryName(name), at: folder.appending(name), context: manager.context)
  }

  /// Makes an image whose only blob holds `text`: enough for all that does not look into disks.
  @discardableResult
  func publish(_ name: String, text: String = "blob", in repository: Repository) throws
    -> RevisionMetadata
  {
    try repository.withStagingFolder { folder in
      let blob = try stage(text, in: folder)
      return try repository.publishImage(
        RevisionDraft(name: try ImageName(name), kind: .vm, layers: [blob.digest]),
        staged: [blob])
    }
  }

  func stage(_ text: String, in folder: FilePath) throws -> StagedBlob {
    let sink = BlobSink(
      try LocalFileSystem().createFile(
        folder.appending("blob"), mode: RepositoryLayout.blobMode))
    try sink.write(Array(text.utf8))
    try sink.finish()
    return try sink.finishBlob()
  }

  /// Takes away the 256 folders of blobs where they are empty: they only take time when a store is copied,
  /// and are made as they are needed.
  func removeEmptyFolders(_ repositories: [String] = ["user"]) throws {
    for name in repositories {
      for folder in try repository(name).layout.blobFolders {
        try? LocalFileSystem().removeDirectory(folder)
      }
    }
  }

  /// Runs `body` with a copy of the store's folder.
  func withCopy<Result>(_ body: (FilePath) throws -> Result) throws -> Result {
    try withTemporaryFolder { copy in
      try Oracle.run("cp", package: "coreutils", ["-a", "\(folder)/.", copy.string])
      return try body(copy)
    }
  }

  /// The names in `.tmp` of a repository, and all unfinished files in it.
  func leftovers(in repository: Repository) throws -> [String] {
    let files = LocalFileSystem()
    var names = try files.entries(of: repository.layout.staging)
    for folder in repository.layout.blobFolders + [repository.layout.metadata] {
      names += try files.entries(of: folder).filter { $0.hasPrefix(".") }
    }
    return names
  }
}
