import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

struct AttributesStoreTests {
  private func set(_ key: String, _ value: String) -> AttributesChange {
    var change = AttributesChange()
    change.values = [key: value]
    return change
  }

  @Test func nobodyUndoesWhatAnotherOneChanges() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("x", in: repository)
      let failures = Mutex<[any Error]>([])
      let threads = (0..<8).map { number in
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
          defer { done.signal() }
          do {
            for round in 0..<20 {
              var change = AttributesChange()
              change.values = ["own\(number)": "\(round)"]
              _ = try store.manager.update(ImageReference("x"), change)
            }
          } catch { failures.withLock { $0.append(error) } }
        }
        return done
      }
      threads.forEach { $0.wait() }
      #expect(failures.withLock { $0.map { "\($0)" } } == [])
      let properties = try store.manager.get(ImageReference("x")).attributes.properties
      #expect(properties == Dictionary(uniqueKeysWithValues: (0..<8).map { ("own\($0)", "19") }))
      #expect(try repository.attributes.read(ImageName("x")).generation == 160)
      #expect(
        try LocalFileSystem().entries(of: repository.layout.attributes)
          .filter { $0.hasPrefix(".in-") || $0.hasSuffix(".lock") } == [])
    }
  }

  /// A process that has taken a generation and slept renames it when others have gone on.
  @Test func aLateRenameBringsNothingBack() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("x", in: repository)
      let files = LocalFileSystem()
      for number in 0..<3 {
        _ = try store.manager.update(ImageReference("x"), set("p\(number)", "1"))
      }
      let old = try repository.layout.attributesGeneration(ImageName("x"), 1)
      try files.writeDurably(
        files.contents(of: old, limit: 1 << 20),
        to: repository.layout.attributesFile(ImageName("x")),
        mode: RepositoryLayout.metadataMode, token: "late", placement: .replacing)
      let properties = try store.manager.get(ImageReference("x")).attributes.properties
      #expect(properties.keys.sorted() == ["p0", "p1", "p2"])
      _ = try store.manager.update(ImageReference("x"), set("p3", "1"))
      #expect(
        try store.manager.get(ImageReference("x")).attributes.properties.count == 4)
    }
  }

  @Test func whatIsCutShortCanBeDoneAgain() throws {
    try withTemporaryFolder { folder in
      let files = LocalFileSystem()
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("x", in: repository)
      _ = try store.manager.update(ImageReference("x"), set("a", "1"))
      // Killed after the generation was taken, and before the plain name followed.
      _ = try store.manager.update(ImageReference("x"), set("b", "1"))
      try files.removeFile(repository.layout.attributesFile(ImageName("x")))
      try files.link(
        repository.layout.attributesGeneration(ImageName("x"), 1),
        as: repository.layout.attributesFile(ImageName("x")))
      #expect(
        try store.manager.get(ImageReference("x")).attributes.properties.count == 2)
      _ = try store.manager.update(ImageReference("x"), set("c", "1"))
      #expect(
        try store.manager.get(ImageReference("x")).attributes.properties.count == 3)
    }
  }

  static let hostile = [
    "[]", "{", "{\"generation\": -1}", "{\"generation\": \"x\"}", "{\"generation\": 1e300}",
    "{\"id\": \"x\"}", "{\"generation\": 9223372036854775807}", "{\"x\": [1e999]}",
  ]

  @Test(arguments: hostile) func refusesWhatItCannotTrust(_ text: String) throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("x", in: repository)
      try LocalFileSystem().writeDurably(
        Array(text.utf8), to: repository.layout.attributesFile(ImageName("x")),
        mode: RepositoryLayout.metadataMode, token: "t", placement: .replacing)
      let error = #expect(throws: PcoccError.self) {
        _ = try store.manager.update(ImageReference("x"), set("a", "1"))
      }
      #expect(error?.code == .corrupt || error?.code == .busy)
      #expect(
        try LocalFileSystem().contents(
          of: repository.layout.attributesFile(ImageName("x")), limit: 1 << 20) == Array(text.utf8))
    }
  }

  /// Times that no calendar has, as somebody may write them into metadata.
  @Test(arguments: [-1e12, -1, 1e12, 1e300])
  func anImageOfAnImpossibleTimeCanBeDescribed(_ time: Double) throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      try store.publish("x", in: store.repository())
      let path = try store.repository().layout.metadataFile(ImageName("x"), .first)
      let files = LocalFileSystem()
      let text = String(decoding: try files.contents(of: path, limit: 1 << 20), as: UTF8.self)
        .replacing(#/"timestamp": *[0-9.]+/#, with: "\"timestamp\": \(time)")
      #expect(text.contains("\(time)"))
      try files.writeDurably(
        Array(text.utf8), to: path, mode: RepositoryLayout.metadataMode, token: "t",
        placement: .replacing)
      for value in ["1", "2"] {
        _ = try store.manager.update(ImageReference("x"), set("a", value))
        #expect(try store.manager.get(ImageReference("x")).attributes.properties == ["a": value])
      }
    }
  }

  /// A handle that was stale may turn out to be that of a file that is gone.
  @Test func aGenerationThatGoesMeanwhileIsNotThere() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("x", in: repository)
      _ = try store.manager.update(ImageReference("x"), set("a", "1"))
      let next = try repository.layout.attributesGeneration(ImageName("x"), 2)
      let isFirst = Once()
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == .openForReading, call.path == next else { return }
        try isFirst.run {
          throw PcoccError.fileSystem("cannot open", call.path, .staleNFSFileHandle)
        }
      })
      let manager = ImageManager(
        configuration: store.manager.configuration, context: TestStore.context(files: files))
      #expect(try manager.get(ImageReference("x")).attributes.properties == ["a": "1"])
      #expect(isFirst.hasHappened)
    }
  }
}
