import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// Entries of the trash that are no runs, or that cannot be read.
struct TrashStrayTests {
  struct Stray: Sendable {
    var code: VerificationFinding.Code
    /// Where it lies in the trash.
    var path: String
    var cause: Errno?
    var make: @Sendable (FilePath) throws -> Void
  }

  private static let strays = [
    Stray(code: .strayFile, path: "README") {
      try Data("hi".utf8).write(to: URL(fileURLWithPath: $0.string))
    },
    Stray(code: .strayFile, path: "pipe") { #expect(mkfifo($0.string, 0o600) == 0) },
    Stray(code: .strayFile, path: "link") {
      try FileManager.default.createSymbolicLink(atPath: $0.string, withDestinationPath: "..")
    },
    Stray(code: .strayFile, path: "run/meta") {
      try FileManager.default.createDirectory(
        atPath: $0.parent.string, withIntermediateDirectories: false)
      try Data().write(to: URL(fileURLWithPath: $0.string))
    },
    Stray(code: .repositoryUnreadable, path: "closed", cause: .permissionDenied) {
      try FileManager.default.createDirectory(
        atPath: $0.string, withIntermediateDirectories: false)
    },
  ]

  /// A repository with `user:box` and a deleted `user:gone`, on files where `path` and all below it
  /// fail with `cause`.
  private func withTrash(
    _ path: String, _ cause: Errno?, make: (FilePath) throws -> Void = { _ in },
    _ body: (TestStore, Repository) throws -> Void
  ) throws {
    try withTemporaryFolder { folder in
      let plain = try TestStore(folder)
      let sound = try plain.repository()
      for name in ["box", "gone"] { try plain.publish(name, text: name, in: sound) }
      _ = try sound.delete([.first], of: ImageName("gone"))
      let closed = sound.layout.trash.appending(path)
      try make(closed)
      let files = InterceptingFileSystem(before: { call in
        guard let cause, call.operation == .entries, call.path.starts(with: closed) else { return }
        throw PcoccError.fileSystem("cannot read folder", call.path, cause)
      })
      let store = try TestStore(folder, files: files)
      try body(store, store.repository())
    }
  }

  @Test(arguments: strays.indices)
  func theyStopNobody(_ index: Int) throws {
    let stray = Self.strays[index]
    try withTrash(stray.path, stray.cause, make: stray.make) { store, repository in
      let place = repository.layout.trash.appending(stray.path)
      try store.publish("new", text: "new", in: repository)
      #expect(store.warnings.all.allSatisfy { $0.path?.starts(with: place) == true })
      #expect(!store.warnings.all.isEmpty)
      _ = try store.manager.delete(store.reference("user:box"))
      for name in ["box", "gone"] {
        #expect(try store.manager.undelete(store.reference("user:\(name)")).count == 1)
      }
      _ = try repository.delete([.first], of: ImageName("gone"))
      #expect(try store.publish("gone", text: "again", in: repository).revision.number == 1)
      for policy in [CollectionPolicy(), .emptying()] {
        var collector = try GarbageCollector(repository, policy)
        #expect(try collector.collect().filter { $0.outcome == .failed } == [])
        _ = try collector.emptyTrash()
      }
      let count = store.warnings.all.count
      #expect(try !store.manager.trash().isEmpty)
      #expect(store.warnings.all.count == count + 1)
      let findings = try store.manager.verify(
        VerificationRequest(scope: .repository(repository.name), digests: .none)
      ).findings.filter { $0.path.starts(with: repository.layout.trash) }
      #expect(findings.map(\.code) == [stray.code])
      #expect(findings.first?.path.starts(with: place) == true)
    }
  }

  /// What may be over in a moment must not make a number come back.
  @Test func failingReadsStopWritersAndCollectors() throws {
    try withTrash("run", .ioError) {
      try FileManager.default.createDirectory(
        atPath: $0.string, withIntermediateDirectories: false)
    } _: { store, repository in
      let error = #expect(throws: PcoccError.self) { try store.publish("new", in: repository) }
      #expect(error?.cause == .ioError)
      var collector = try GarbageCollector(repository, CollectionPolicy())
      let other = #expect(throws: PcoccError.self) { try collector.collect() }
      #expect(other?.cause == .ioError)
    }
  }

  @Test func aTrashThatCannotBeReadIsAFinding() throws {
    try withTrash("", .permissionDenied) { store, repository in
      let findings = try store.manager.verify(
        VerificationRequest(scope: .repository(repository.name), digests: .none)
      ).findings.filter { $0.path.starts(with: repository.layout.trash) }
      #expect(findings.map(\.code) == [.repositoryUnreadable])
    }
  }
}
