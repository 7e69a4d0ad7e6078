import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// An id names one image for ever, and a deleted image comes back as itself.
@Suite struct ImageIDTests {
  private let text = "0b0e8a9e-6f0d-4d3c-9c39-0d5f3b8a1c11"

  private func publish(_ name: String, _ id: ImageID?, _ store: TestStore) throws {
    let image = try ImageName(name)
    let repository = try store.repository()
    try repository.withStagingFolder { folder in
      let blob = try store.stage(name, in: folder)
      let facts = try RevisionFacts(
        ofNewImage: image, blob: blob.digest, virtualSize: 4, NewImageAttributes(id: id),
        store.manager.context)
      _ = try repository.publishNamedImage(
        RevisionDraft(name: image, kind: .vm, layers: [blob.digest]), facts: facts,
        isIDGiven: id != nil, staged: [blob], .silent)
    }
  }

  /// An import with an id, and at each point of it another one with the same id.
  @Test(arguments: ["box", "other"]) func isOneImages(_ rival: String) throws {
    let id = try ImageID(argument: text)
    try withEmptyStore { template in
      var point = 1
      while try isReached(point, template, rival, id) { point += 7 }
      #expect(point > 30)
    }
  }

  private func withEmptyStore(_ body: (TestStore) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let template = try TestStore(folder)
      try template.removeEmptyFolders()
      try body(template)
    }
  }

  /// - Returns: whether there were so many calls.
  private func isReached(
    _ point: Int, _ template: TestStore, _ rival: String, _ id: ImageID
  ) throws -> Bool {
    try template.withCopy { folder in
      let calls = Mutex(0)
      let isRivalDone = Mutex<Bool?>(nil)
      let files = InterceptingFileSystem(before: { _ in
        let number = calls.withLock { calls in
          calls += 1
          return calls
        }
        guard number == point else { return }
        let isDone = (try? publish(rival, id, TestStore(folder))) != nil
        isRivalDone.withLock { $0 = isDone }
      })
      let isDone = (try? publish("box", id, TestStore(folder, files: files))) != nil
      guard isRivalDone.withLock({ $0 != nil }) else { return false }
      #expect(isDone != isRivalDone.withLock(\.self), "\(point)")
      let store = try TestStore(folder)
      let names = try store.repository().metadata.allRevisions().revisions.keys
      #expect(names.count == 1, "\(point): \(names)")
      // Not after the image is deleted either, under any name.
      for name in names { _ = try store.manager.delete(ImageReference("\(name)")) }
      for name in ["box", "other", "third"] {
        let error = #expect(throws: PcoccError.self, "\(point): \(name)") {
          try publish(name, id, store)
        }
        #expect(error?.code == .exists)
      }
      return true
    }
  }

  @Test func whatFailsGivesItBack() throws {
    let id = try ImageID(argument: text)
    try withTemporaryFolder { folder in
      let full = InterceptingFileSystem(before: { call in
        if call.operation == .link, call.path.string.contains("/meta/") {
          throw PcoccError.fileSystem("cannot create", call.path, .noSpace)
        }
      })
      #expect(throws: PcoccError.self) {
        try publish("box", id, TestStore(folder, files: full))
      }
      try publish("other", id, TestStore(folder))
    }
  }

  @Test func twoImagesAreNotMadeOne() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let box = try ImageReference("box")
      try publish("box", nil, store)
      let first = try store.manager.get(box).attributes.id
      _ = try store.manager.delete(box)
      try publish("box", nil, store)
      let second = try store.manager.get(box).attributes.id
      let error = #expect(throws: PcoccError.self) { try store.manager.undelete(box) }
      #expect(error?.code == .exists && error?.advice?.contains("rename") == true)
      #expect(try store.repository().metadata.revisions(of: box.image).count == 1)
      #expect(try store.manager.get(box).attributes.id == second)
      // As it is advised to.
      _ = try store.manager.rename(box, to: ImageName("second"))
      _ = try store.manager.undelete(box)
      #expect(try store.manager.get(box).attributes.id == first)
      #expect(try store.manager.get(ImageReference("second")).attributes.id == second)
    }
  }

  /// Another image takes the name while a deleted one comes back.
  @Test func noneComesBackIntoAnotherOne() throws {
    try withEmptyStore { template in
      let box = try ImageReference("box")
      try publish("box", nil, template)
      _ = try template.manager.delete(box)
      for point in stride(from: 1, to: 60, by: 6) {
        try template.withCopy { folder in
          let store = try TestStore(folder)
          let files = FaultyFileSystem(.none, beforeCall: point) {
            try? publish("box", nil, TestStore(folder))
          }
          _ = try? TestStore(folder, files: files.fileSystem).manager.undelete(box)
          #expect(try store.repository().metadata.revisions(of: box.image).count == 1, "\(point)")
        }
      }
    }
  }
}
