import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

struct ImageIdentityTests {
  private func id(_ name: String, _ store: TestStore) throws -> ImageID {
    try store.manager.get(ImageReference(name)).attributes.id
  }

  private func property(_ key: String, of name: String, _ store: TestStore) throws -> String? {
    try store.manager.get(ImageReference(name)).attributes.properties[key]
  }

  private func set(_ key: String, of name: String, _ store: TestStore) throws {
    var change = AttributesChange()
    change.values = [key: "1"]
    _ = try store.manager.update(ImageReference(name), change)
  }

  /// An image as pcocc makes it says nothing of itself.
  @Test func anImageOfPcoccKeepsItsID() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("x", in: repository)
      let id = try id("x", store)
      #expect(try self.id("x", store) == id)
      try set("a", of: "x", store)
      #expect(try self.id("x", store) == id)
      // Another revision, and then the oldest one goes.
      let second = try repository.withStagingFolder { folder in
        let blob = try store.stage("2", in: folder)
        return try repository.publishRevision(
          RevisionDraft(name: ImageName("x"), kind: .vm, layers: [blob.digest]), staged: [blob])
      }
      #expect(try self.id("x", store) == id)
      _ = try repository.delete([.first], of: ImageName("x"))
      #expect(second.revision.number == 1)
      #expect(try self.id("x", store) == id)
      #expect(try property("a", of: "x", store) == "1")
    }
  }

  /// A folder of thousands of images takes long to read.
  @Test func anIDIsFoundWithoutReadingAFolderForEachImage() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      for number in 0..<20 { try store.publish("x\(number)", in: store.repository()) }
      let readings = Mutex(0)
      let files = InterceptingFileSystem(before: { call in
        if call.operation == .entries { readings.withLock { $0 += 1 } }
      })
      let manager = ImageManager(
        configuration: store.manager.configuration, context: TestStore.context(files: files))
      let id = try id("x9", store)
      let found = try manager.get(ImageReference("\(id)"))
      #expect(found.revision.metadata.name.description == "x9")
      #expect(readings.withLock(\.self) < 10)
    }
  }

  @Test func anotherImageOfTheNameIsAnotherImage() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("x", in: repository)
      try set("a", of: "x", store)
      let old = try id("x", store)
      _ = try store.manager.delete(ImageReference("x"))
      let later = try TestStore(folder, after: 10)
      try later.publish("x", in: later.repository())
      #expect(try id("x", later) != old)
      #expect(try property("a", of: "x", later) == nil)
      _ = try later.manager.delete(ImageReference("x"))
      _ = try later.manager.undelete(ImageReference("x@0"))
      #expect(try id("x", later) == old)
      #expect(try property("a", of: "x", later) == "1")
    }
  }
}
