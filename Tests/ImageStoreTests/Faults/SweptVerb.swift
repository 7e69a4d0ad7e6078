import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// A verb that a sweep of faults is run over.
struct SweptVerb: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// What is done to the store first.
  var prepare: @Sendable (TestStore) throws -> Void = { _ in }
  let run: @Sendable (TestStore) throws -> Void
  /// Codes with which a second run may say that the first one had done it all.
  var doneCodes: Set<PcoccError.Code> = []
  /// Whether it may end in an error after all that it changes in images is done, and can be undone.
  var mayFailLate = false
  /// Whether it may stop between two revisions, which a second run goes on with.
  var isGradual = false

  private static func reference(_ text: String) throws -> ImageReference {
    try ImageReference(text)
  }

  private static func disk(_ store: TestStore) -> DiskSource {
    DiskSource(.file(store.folder.appending("disk.raw")))
  }

  private static func change(
    _ store: TestStore, _ image: String, _ key: String, to value: String
  ) throws -> ImageSummary {
    var change = AttributesChange()
    change.values[key] = value
    return try store.manager.update(reference(image), change)
  }

  private static func copyTwin(_ store: TestStore) throws {
    _ = try store.manager.copy(from: reference("user:box"), to: reference("user:twin"))
  }

  /// A collection goes on where something could not be taken away, and tells it in the end.
  private static func requireDone(_ result: CollectionResult) throws {
    for item in result.items { if let problem = item.problem { throw problem } }
  }

  static let all: [SweptVerb] = [
    SweptVerb(
      testDescription: "import",
      run: {
        _ = try $0.manager.import(
          ImportRequest(source: disk($0), destination: reference("user:new")))
      }, doneCodes: [.exists]),
    SweptVerb(
      testDescription: "save",
      run: {
        _ = try $0.manager.save(
          SaveRequest(source: disk($0), image: reference("user:box"), isFull: true))
      }),
    SweptVerb(
      testDescription: "resize",
      run: { _ = try $0.manager.resize(reference("user:box@0"), to: .exactly(2 << 20)) }),
    SweptVerb(
      testDescription: "flatten",
      run: { _ = try $0.manager.flatten(reference("user:box")) }),
    SweptVerb(
      testDescription: "copy",
      run: { _ = try $0.manager.copy(from: reference("user:box"), to: reference("user:new")) },
      doneCodes: [.exists]),
    SweptVerb(
      testDescription: "copy to another repository",
      run: {
        _ = try $0.manager.copy(from: reference("user:box"), to: reference("global:new"))
      },
      doneCodes: [.exists]),
    SweptVerb(
      testDescription: "delete",
      run: { _ = try $0.manager.delete(reference("user:box@1")) }, doneCodes: [.notFound]),
    SweptVerb(
      testDescription: "undelete",
      run: { _ = try $0.manager.undelete(reference("user:gone")) }, doneCodes: [.notFound]),
    SweptVerb(
      testDescription: "set",
      run: { _ = try change($0, "user:box", "colour", to: "red") }),
    SweptVerb(
      testDescription: "rename",
      run: { _ = try $0.manager.rename(reference("user:box"), to: ImageName("new")) },
      doneCodes: [.notFound], isGradual: true),
    SweptVerb(
      testDescription: "make private",
      prepare: { try copyTwin($0) },
      run: { _ = try change($0, "user:box", "visibility", to: "private") }),
    SweptVerb(
      testDescription: "make public",
      prepare: { _ = try change($0, "user:box", "visibility", to: "private") },
      run: { _ = try change($0, "user:box", "visibility", to: "public") }),
    SweptVerb(
      testDescription: "save to a private image",
      prepare: { _ = try change($0, "user:box", "visibility", to: "private") },
      run: {
        _ = try $0.manager.save(
          SaveRequest(source: disk($0), image: reference("user:box"), isFull: true))
      }),
    SweptVerb(
      testDescription: "delete a public image with the blobs of a private one",
      prepare: { store in
        try copyTwin(store)
        _ = try change(store, "user:box", "visibility", to: "private")
      },
      run: { _ = try $0.manager.delete(reference("user:twin")) }, doneCodes: [.notFound]),
    SweptVerb(
      testDescription: "lease",
      run: {
        _ = try $0.manager.lease(
          reference("user:box"), for: LeaseTerm(expiry: 1_820_000_000, jobID: nil))
      }),
    SweptVerb(
      testDescription: "gc",
      run: {
        try requireDone($0.manager.collectGarbage(in: RepositoryName("user"), policy: .quiet))
      }),
    SweptVerb(
      testDescription: "gc by rules",
      run: {
        let policy = CollectionPolicy(revisions: RevisionRetention(keepLast: 1))
        try requireDone($0.manager.collectGarbage(in: RepositoryName("user"), policy: policy))
      }, mayFailLate: true),
    SweptVerb(
      testDescription: "trash empty",
      run: {
        try requireDone($0.manager.emptyTrash(of: RepositoryName("user"), policy: .quiet))
      }),
    SweptVerb(
      testDescription: "verify",
      run: { _ = try $0.manager.verify(VerificationRequest(scope: .all)) }),
    SweptVerb(
      testDescription: "repair",
      prepare: { store in
        let repository = try store.repository()
        let metadata = try repository.metadata.read(ImageName("box"), .first)
        let digest = try #require(metadata.layers.last)
        let run = try repository.trash.makeRun()
        try LocalFileSystem().rename(repository.layout.blob(digest), to: run.blob(digest))
      },
      run: { store in
        _ = try store.manager.repair(RepairRequest(scope: .repository(RepositoryName("user"))))
      }),
    SweptVerb(
      testDescription: "export",
      run: { store in
        _ = try store.manager.export(
          ExportRequest(
            source: reference("user:box"),
            destination: .file(store.folder.appending("out.raw"))))
      }),
    SweptVerb(
      testDescription: "list and show",
      run: { store in
        for _ in try store.manager.list() {}
        _ = try store.manager.show(reference("user:box"))
      }),
  ]
}
