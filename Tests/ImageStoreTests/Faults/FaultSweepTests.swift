import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// Every verb with every call to the file system failing in every way, or being the last one.
///
/// Some of the points at each run, other ones each time; `PCOCC_TEST_ROUNDS` says how many.
@Suite struct FaultSweepTests {
  /// What repositories hold, by the names of revisions: the layers.
  private typealias Images = [String: [Digest]]

  @Test(arguments: SweptVerb.all)
  func promisesHoldAfterAnyFault(_ verb: SweptVerb) throws {
    try withTemporaryFolder { folder in
      let template = try makeTemplate(folder.appending("template"), for: verb)
      let before = try images(template)
      let (calls, after) = try withCopy(folder) { path in
        let counting = FaultyFileSystem(.none)
        try verb.run(TestStore(path, files: counting.fileSystem))
        return (counting.count, try images(TestStore(path)))
      }
      let faults = FaultyFileSystem.Fault.allWithCauses(calls).sample(usually: 15)
      for fault in faults {
        try withCopy(folder) { path in
          try check(verb, fault, path, before: before, after: after)
        }
      }
      print("faults: \(verb.testDescription), \(calls) calls, \(faults.count) points")
    }
  }

  private func check(
    _ verb: SweptVerb, _ fault: FaultyFileSystem.Fault, _ path: FilePath, before: Images,
    after: Images
  ) throws {
    let outcome = Result {
      try verb.run(TestStore(path, files: FaultyFileSystem(fault).fileSystem))
    }
    let store = try TestStore(path)
    let found = try images(store)
    switch outcome {
    case .success: #expect(found == after, "\(fault)")
    case .failure(let error):
      #expect(error is PcoccError, "\(fault): \(error)")
      // Who was killed could not say that it was done.
      let isKilled = if case .end = fault { true } else { verb.mayFailLate }
      let isBetween = verb.isGradual && Self.isBetween(found, before, after)
      #expect(
        found == before || isKilled && found == after || isBetween, "\(fault): \(error), \(found)")
    }
    if case .failure = outcome { try runAgain(verb, store, fault, wasDone: found == after) }
    // The number may be another one: what was seen before it was taken back is not used again.
    let done = try images(store).keys.map(Self.image)
    #expect(Set(done).isSuperset(of: after.keys.map(Self.image)), "\(fault)")
    #expect(done.count >= after.count, "\(fault)")
    for name in ["user", "global"] {
      _ = try store.manager.collectGarbage(in: RepositoryName(name), policy: .quiet)
      #expect(try RepositoryRules.violations(in: path.appending(name)) == [], "\(fault)")
    }
    let findings = try store.manager.verify(VerificationRequest()).findings
    #expect(findings == [], "\(fault)")
  }

  /// Whether each revision has its old name, its new one, or both.
  private static func isBetween(_ found: Images, _ before: Images, _ after: Images) -> Bool {
    let known = before.merging(after) { old, _ in old }
    return found.allSatisfy { known[$0] == $1 }
      && Set(before.values).isSubset(of: found.values)
  }

  /// The image of a revision.
  private static func image(_ revision: String) -> Substring { revision.prefix { $0 != "@" } }

  private func runAgain(
    _ verb: SweptVerb, _ store: TestStore, _ fault: FaultyFileSystem.Fault, wasDone: Bool
  ) throws {
    do {
      try verb.run(store)
    } catch let error as PcoccError {
      #expect(wasDone && verb.doneCodes.contains(error.code), "\(fault): \(error)")
    }
  }

  /// Two repositories with an image of two revisions, one in the trash, and a blob of nobody.
  private func makeTemplate(_ path: FilePath, for verb: SweptVerb) throws -> TestStore {
    try LocalFileSystem().createDirectory(path, mode: .ownerReadWriteExecute)
    try Data((0..<70_000).map { UInt8(truncatingIfNeeded: $0 * 7 / 5) })
      .write(to: URL(fileURLWithPath: path.appending("disk.raw").string))
    let store = try TestStore(path)
    _ = try store.repository("global")
    let disk = DiskSource(.file(path.appending("disk.raw")))
    for name in ["user:box", "user:gone"] {
      _ = try store.manager.import(
        ImportRequest(source: disk, destination: ImageReference(name)))
    }
    _ = try store.manager.resize(ImageReference("user:box"), to: .larger(by: 1 << 20))
    _ = try store.manager.delete(ImageReference("user:gone"))
    try verb.prepare(store)
    try store.removeEmptyFolders(["user", "global"])
    return store
  }

  private func withCopy<Result>(
    _ folder: FilePath, _ body: (FilePath) throws -> Result
  ) throws -> Result {
    let path = folder.appending("copy")
    try Oracle.run("cp", package: "coreutils", ["-a", "\(folder)/template", path.string])
    defer { try? FileManager.default.removeItem(atPath: path.string) }
    return try body(path)
  }

  /// What is there, which must be whole.
  private func images(_ store: TestStore) throws -> Images {
    var images: Images = [:]
    for name in ["user", "global"] {
      let repository = try store.repository(name)
      for (image, revisions) in try repository.metadata.allRevisions().revisions {
        for revision in revisions {
          let metadata = try repository.metadata.read(image, revision)
          _ = try repository.content.openStack(metadata.layers)
          images["\(name):\(image)@\(revision)"] = metadata.layers
        }
      }
    }
    return images
  }
}
