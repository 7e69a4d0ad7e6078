import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// A repository in which things grow old at once.
struct CollectionTrial {
  let store: TestStore
  let repository: Repository

  init(_ folder: FilePath, files: any FileSystem = LocalFileSystem()) throws {
    store = try TestStore(folder, files: files)
    repository = try store.repository()
  }

  static let day = 24 * 3600
  /// Older than the grace, and older than the retention.
  static let old = 2 * day
  static let ancient = 8 * day

  func collect(
    _ policy: CollectionPolicy = CollectionPolicy(), isDryRun: Bool = false
  ) throws -> [CollectionItem] {
    var collector = try GarbageCollector(repository, policy, isDryRun: isDryRun)
    return try collector.collect()
  }

  /// Publishes an image with a blob of its own and returns the blob.
  @discardableResult
  func publish(_ name: String, text: String? = nil, age: Int = old) throws -> Digest {
    let metadata = try store.publish(name, text: text ?? name, in: repository)
    let digest = try #require(metadata.layers.last)
    try setAge(age, of: repository.layout.blob(digest))
    return digest
  }

  /// Publishes an image and deletes it.
  func orphan(_ name: String, age: Int = old) throws -> Digest {
    let digest = try publish(name, age: age)
    try delete(name)
    return digest
  }

  func delete(_ name: String, _ revision: Revision = .first) throws {
    #expect(try repository.delete([revision], of: ImageName(name)) == [revision])
  }

  /// Publishes another revision of an image.
  func addRevision(to name: String, text: String) throws -> Revision {
    try repository.withStagingFolder { folder in
      let blob = try store.stage(text, in: folder)
      return try repository.publishRevision(
        RevisionDraft(name: try ImageName(name), kind: .vm, layers: [blob.digest]), staged: [blob]
      ).revision
    }
  }

  /// A file system on which only `setAge` tells how old a file is. Nobody can set the time of a
  /// change.
  static let backdating = InterceptingFileSystem(seen: { status in
    var status = status
    status.changed = status.modified
    return status
  })

  func setAge(_ seconds: Int, of path: FilePath) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSinceNow: -Double(seconds))], ofItemAtPath: path.string)
  }

  /// Lets all that lies in the trash have been there for that long.
  func ageTrash(_ seconds: Int = ancient) throws {
    for run in try repository.trash.runs() {
      for folder in run.folders { try setAge(seconds, of: folder) }
    }
  }

  func isStored(_ digest: Digest) -> Bool { exists(repository.layout.blob(digest)) }

  func isInTrash(_ digest: Digest) throws -> Bool { try repository.trash.find(digest) != nil }

  func exists(_ path: FilePath) -> Bool { FileManager.default.fileExists(atPath: path.string) }
}

extension [CollectionItem] {
  /// What was done, as "outcome kind reason".
  var summaries: [String] {
    map { "\($0.outcome.rawValue) \($0.kind.rawValue) \($0.reason.rawValue)" }.sorted()
  }
}
