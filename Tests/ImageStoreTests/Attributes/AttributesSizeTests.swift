import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// Nothing is acknowledged that is too long to be read again.
@Suite struct AttributesSizeTests {
  /// Six bytes each, as they are written down.
  private let long = String(repeating: "\u{1}", count: 60_000)

  private func isRefused(_ body: () throws -> Void) {
    let error = #expect(throws: PcoccError.self) { try body() }
    #expect(error?.code == .usage && error?.message.contains("1048576") == true, "\(error as Any)")
  }

  private func disk(_ folder: FilePath) throws -> DiskSource {
    let path = folder.appending("disk.raw")
    try Data(repeating: 7, count: 70_000).write(to: URL(fileURLWithPath: path.string))
    return DiskSource(.file(path))
  }

  @Test func aChangeIsRefusedThatWouldBeTooMuch() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      _ = try store.manager.import(
        ImportRequest(source: disk(folder), destination: ImageReference("user:box")))
      let box = try ImageReference("box")
      for key in ["a", "b"] {
        _ = try store.manager.update(box, AttributesChange(values: [key: long]))
      }
      isRefused { _ = try store.manager.update(box, AttributesChange(values: ["c": long])) }
      #expect(try store.manager.get(box).attributes.properties.keys.sorted() == ["a", "b"])
      // What is below the limit is carried along.
      _ = try store.manager.rename(box, to: ImageName("new"))
      _ = try store.manager.copy(
        from: ImageReference("new"), to: ImageReference("global:copy"))
      for name in ["new", "global:copy"] {
        let found = try store.manager.get(ImageReference(name))
        #expect(found.attributes.properties.count == 2)
      }
      // A copy carries what its model does, and more.
      isRefused {
        _ = try store.manager.copy(
          from: ImageReference("new"), to: ImageReference("user:more"),
          attributes: NewImageAttributes(change: AttributesChange(values: ["c": long])))
      }
    }
  }

  @Test func aNewImageIsRefusedThatWouldCarryTooMuch() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let values = ["a": long, "b": long, "c": long]
      isRefused {
        _ = try store.manager.import(
          ImportRequest(
            source: disk(folder), destination: ImageReference("user:box"),
            attributes: NewImageAttributes(change: AttributesChange(values: values))))
      }
      #expect(throws: PcoccError.self) {
        try LocalFileSystem().status(of: folder.appending("user"), followingLinks: false)
      }
    }
  }

  /// An image of an earlier version may carry more, which can only become less.
  @Test func whatIsTooMuchCanBecomeLess() throws {
    var before = ImageAttributes(id: .random(), owner: "alice", createdAt: 1, updatedAt: 1)
    before.properties = ["a": long, "b": long, "c": long, "d": long]
    var after = before
    after.properties["d"] = nil
    try AttributesLimit.checkSize(of: after, before: before)
    isRefused { try AttributesLimit.checkSize(of: before, before: after) }
    isRefused { try AttributesLimit.checkSize(of: after) }
  }

  @Test func metadataIsRefusedThatNobodyWouldRead() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      let error = #expect(throws: PcoccError.self) {
        try repository.withStagingFolder { folder in
          let blob = try store.stage("x", in: folder)
          _ = try repository.publishImage(
            RevisionDraft(
              name: ImageName("box"), kind: .vm, layers: [blob.digest],
              customMetadata: ["k": .string(String(repeating: "x", count: 4 << 20))]),
            staged: [blob])
        }
      }
      #expect(error?.code == .usage && error?.message.contains("4194304") == true)
      #expect(try repository.metadata.revisions(of: ImageName("box")) == [])
      #expect(
        try repository.layout.blobFolders.flatMap {
          try LocalFileSystem().entriesIfPresent(of: $0)
        } == [])
    }
  }

  /// Characters are code points, as the Images API counts them.
  @Test func aCombinationIsNoSingleCharacter() throws {
    let tag = "e" + String(repeating: "\u{301}", count: 255)
    #expect(tag.count == 1)
    for change in [
      AttributesChange(addedTags: [tag]), AttributesChange(values: [tag: "v"]),
    ] {
      var attributes = ImageAttributes(id: .random(), owner: "a", createdAt: 1, updatedAt: 1)
      let error = #expect(throws: PcoccError.self) { try change.apply(to: &attributes) }
      #expect(error?.code == .usage && error?.message.contains("256") == true)
    }
  }
}
