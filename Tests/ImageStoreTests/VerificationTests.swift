import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// `verify` and `repair` while others change the repository, and where calls fail.
struct VerificationTests {
  private typealias Operation = InterceptingFileSystem.Operation

  /// A store with the image `user:box`, whose disk is `disk.raw`.
  private func withBox(_ body: (TestStore, Repository, Digest) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let blocks = (0..<8).flatMap { [UInt8](repeating: UInt8($0 + 1), count: 64 << 10) }
      try Data(blocks).write(to: URL(fileURLWithPath: folder.appending("disk.raw").string))
      let image = try add("user:box", to: store)
      try body(store, store.repository(), image.metadata.layers[0])
    }
  }

  /// Some of many cases, others at each run; all of them where `PCOCC_TEST_ROUNDS` is set.
  private static func selection<Case>(_ cases: [Case]) -> [Case] {
    guard ProcessInfo.processInfo.environment["PCOCC_TEST_ROUNDS"] == nil else { return cases }
    let step = max(1, cases.count / 30)
    return stride(from: Int.random(in: 0..<step), to: cases.count, by: step).map { cases[$0] }
  }

  @discardableResult
  private func add(_ name: String, to store: TestStore) throws -> LocatedRevision {
    try store.manager.import(
      ImportRequest(
        source: DiskSource(.file(store.folder.appending("disk.raw"))),
        destination: ImageReference(name))
    ).image
  }

  /// Flips bytes in the blob.
  private func damage(_ digest: Digest, in repository: Repository) throws {
    let path = repository.layout.blob(digest)
    let bytes = try LocalFileSystem().contents(of: path, limit: 8 << 20)
    try LocalFileSystem().removeFile(path)
    let file = try LocalFileSystem().createFile(path, mode: RepositoryLayout.blobMode)
    try bytes.withUnsafeBytes { try file.write($0, at: 0) }
    try [7, 7, 7, 7].withUnsafeBytes { try file.write($0, at: 450_000) }
  }

  /// Verifies the store on a file system on which `event` happens right before the `number`th call of
  /// an operation on this path.
  private func verify(
    _ store: TestStore, _ request: VerificationRequest = VerificationRequest(),
    before operation: Operation, of path: FilePath, number: Int = 1,
    _ event: @escaping @Sendable () throws -> Void
  ) throws -> (result: VerificationResult, happened: Bool) {
    let calls = Mutex(0)
    let files = InterceptingFileSystem(before: { call in
      guard call.operation == operation, call.path == path else { return }
      let count = calls.withLock { calls in
        calls += 1
        return calls
      }
      if count == number { try event() }
    })
    let result = try TestStore(store.folder, files: files).manager.verify(request)
    return (result, calls.withLock { $0 >= number })
  }

  /// Where a step of the verification comes when an event happens before it.
  struct Moment: Sendable {
    var operation: InterceptingFileSystem.Operation
    var number = 1
  }

  @Test(arguments: [
    Moment(operation: .openForReading), Moment(operation: .status, number: 2),
    Moment(operation: .read), Moment(operation: .read, number: 2),
  ])
  func imagesThatAreDeletedAreNoFindings(_ moment: Moment) throws {
    try withBox { store, repository, digest in
      let path = repository.layout.blob(digest)
      let (result, happened) = try verify(
        store, before: moment.operation, of: path, number: moment.number
      ) {
        _ = try store.manager.delete(ImageReference("user:box"))
        try LocalFileSystem().removeFile(path)
        try LocalFileSystem().writeDurably(
          [1], to: path, mode: RepositoryLayout.blobMode, token: "x", placement: .replacing)
      }
      #expect(happened)
      #expect(result.findings == [])
    }
  }

  @Test func aBlobThatIsRescuedIsNoFinding() throws {
    try withBox { store, repository, digest in
      let path = repository.layout.blob(digest)
      let run = try repository.trash.makeRun()
      let files = LocalFileSystem()
      let collect = { @Sendable in try files.rename(path, to: run.blob(digest)) }
      let rescue = { @Sendable in try files.rename(run.blob(digest), to: path) }
      try collect()
      // Between the look into the folder of blobs and the one into the trash.
      let (result, happened) = try verify(
        store, before: .entries, of: repository.layout.trash, rescue)
      #expect(happened)
      #expect(result.findings == [])
      try collect()
      #expect(
        try store.manager.verify(VerificationRequest()).findings.map(\.code) == [.blobInTrash])
    }
  }

  @Test(arguments: [
    Moment(operation: .read), Moment(operation: .status, number: 2),
  ])
  func aBlobThatIsMendedIsNoFinding(_ moment: Moment) throws {
    try withBox { store, repository, digest in
      try damage(digest, in: repository)
      let path = repository.layout.blob(digest)
      let (result, happened) = try verify(
        store, VerificationRequest(quarantines: true), before: moment.operation, of: path,
        number: moment.number
      ) { try add("user:other", to: store) }
      #expect(happened)
      #expect(result.findings == [])
      #expect(try store.manager.verify(VerificationRequest()).findings == [])
    }
  }

  /// The last moment: the damaged blob has been found, and the name belongs to a good one when it is
  /// moved away.
  @Test func aBlobThatIsMendedIsNotTakenAway() throws {
    try withBox { store, repository, digest in
      try damage(digest, in: repository)
      let events = Mutex(0)
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == .rename, call.path.starts(with: repository.layout.quarantine)
        else { return }
        guard
          events.withLock({
            $0 += 1; return $0 == 1
          })
        else { return }
        try add("user:other", to: store)
      })
      let result = try TestStore(store.folder, files: files).manager.verify(
        VerificationRequest(quarantines: true))
      #expect(events.withLock { $0 } == 1)
      #expect(result.findings.map(\.quarantined) == [nil])
      #expect(try store.manager.verify(VerificationRequest()).findings == [])
    }
  }

  /// A server that is away for a while must not make anybody throw images away.
  @Test(arguments: [Errno.ioError, .staleNFSFileHandle, .permissionDenied])
  func aBlobThatCannotBeReadStaysWhereItIs(_ cause: Errno) throws {
    try withBox { store, repository, digest in
      let path = repository.layout.blob(digest)
      for operation in [Operation.read, .openForReading, .fileStatus] {
        let files = InterceptingFileSystem(before: { call in
          guard call.operation == operation, call.path == path else { return }
          throw PcoccError.fileSystem("cannot read", path, cause)
        })
        let findings = try TestStore(store.folder, files: files).manager.verify(
          VerificationRequest(quarantines: true)
        ).findings
        #expect(findings.count == 1, "\(operation)")
        #expect(findings.first?.quarantined == nil)
        #expect(findings.first?.images.map(\.description) == ["user:box@0"])
      }
      #expect(try store.manager.verify(VerificationRequest()).findings == [])
    }
  }

  @Test func aQuarantineThatCannotBeWrittenHidesNoFinding() throws {
    try withBox { store, repository, digest in
      try damage(digest, in: repository)
      let files = InterceptingFileSystem(before: { call in
        guard call.path.starts(with: repository.layout.quarantine) else { return }
        throw PcoccError.fileSystem("cannot create", call.path, .readOnlyFileSystem)
      })
      let other = try TestStore(store.folder, files: files)
      let findings = try other.manager.verify(VerificationRequest(quarantines: true)).findings
      #expect(findings.map(\.code) == [.blobDamaged])
      #expect(other.warnings.all.map(\.code) == [.readOnly])
    }
  }

  @Test func everyBlobIsReadOnce() throws {
    try withBox { store, repository, digest in
      for number in 1...5 { try add("user:box\(number)", to: store) }
      let reads = Mutex(0)
      let files = InterceptingFileSystem(before: { call in
        if call.operation == .read, call.path == repository.layout.blob(digest) {
          reads.withLock { $0 += 1 }
        }
      })
      let once = try TestStore(store.folder, files: files).manager.verify(VerificationRequest())
      let count = reads.withLock { $0 }
      #expect(once.revisions == 6 && once.blobs == 1 && once.digestedBlobs == 1)
      for number in 6...20 { try add("user:box\(number)", to: store) }
      _ = try TestStore(store.folder, files: files).manager.verify(VerificationRequest())
      #expect(reads.withLock { $0 } == 2 * count)
    }
  }

  @Test func stopsWhenItIsAskedTo() throws {
    try withBox { store, repository, digest in
      try damage(digest, in: repository)
      let before = try store.leftovers(in: repository)
      for limit in 0..<200 {
        let checks = Mutex(0)
        let monitor = Monitor(checkCancelled: {
          let count = checks.withLock {
            $0 += 1; return $0
          }
          if count > limit { throw PcoccError.interrupted(by: 15) }
        })
        let stopped = #expect(throws: PcoccError.self) {
          let repairs = try store.manager.repair(
            RepairRequest(
              scope: .image(ImageReference("user:box")), files: [store.folder.appending("disk.raw")]
            ), monitor: monitor)
          #expect(repairs.map(\.outcome) == [.unrepaired("no file with its bytes was found")])
          throw PcoccError(.other, "done")
        }
        #expect(try store.leftovers(in: repository) == before)
        if stopped?.code == .other { return }
        #expect(stopped?.code == .interrupted)
      }
      Issue.record("it never came to its end")
    }
  }

  /// A repository may not answer any more once it has been verified.
  @Test func aRepairTellsWhichRepositoryHasGone() throws {
    try withBox { store, repository, digest in
      try damage(digest, in: repository)
      let openings = Mutex(0)
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == .openForReading, call.path.lastComponent == ".config",
          call.path.starts(with: repository.layout.root),
          openings.withLock({
            $0 += 1; return $0
          }) > 1
        else { return }
        throw PcoccError.fileSystem("cannot open", call.path, .ioError)
      })
      let repairs = try TestStore(store.folder, files: files).manager.repair(
        RepairRequest(scope: .image(ImageReference("user:box"))))
      #expect(repairs.map(\.outcome) == [.unrepaired("its repository does not answer any more")])
    }
  }

  /// Whatever call of a repair fails or is the last: the next repair succeeds, and the damaged bytes are
  /// still somewhere.
  @Test func aRepairThatFailsAnywhereCanBeRunAgain() throws {
    try withBox { store, repository, digest in
      try add("global:good", to: store)
      let path = repository.layout.blob(digest)
      let damages: [() throws -> Void] = [
        { try damage(digest, in: repository) },
        { try LocalFileSystem().removeFile(path) },
        {
          let run = try repository.trash.makeRun()
          try LocalFileSystem().rename(path, to: run.blob(digest))
        },
      ]
      let request = RepairRequest(scope: .image(try ImageReference("user:box")))
      for damage in damages {
        try damage()
        let counting = FaultyFileSystem(.none)
        _ = try TestStore(store.folder, files: counting.fileSystem).manager.repair(request)
        for fault in Self.selection(FaultyFileSystem.Fault.all(counting.count)) {
          try damage()
          let faulty = FaultyFileSystem(fault)
          _ = try? TestStore(store.folder, files: faulty.fileSystem).manager.repair(request)
          let repairs = try store.manager.repair(request)
          #expect(repairs.allSatisfy { !$0.isLeft }, "\(fault): \(repairs)")
          let left = try store.manager.verify(VerificationRequest(scope: request.scope))
          #expect(left.findings == [], "\(fault)")
        }
      }
    }
  }

  /// A copy on one file system is a second name of the same file.
  @Test func damageIsNotCopied() throws {
    try withBox { store, repository, digest in
      try damage(digest, in: repository)
      let error = #expect(throws: PcoccError.self) {
        try store.manager.copy(
          from: ImageReference("user:box"), to: ImageReference("global:box"))
      }
      #expect(error?.code == .corrupt)
      #expect(error?.path == repository.layout.blob(digest))
      let global = try store.repository("global")
      #expect(try global.metadata.revisions(of: ImageName("box")) == [])
      #expect(try global.content.blobs() == [])
      #expect(try LocalFileSystem().entries(of: global.layout.staging) == [])
    }
  }
}

extension Repair {
  fileprivate var isLeft: Bool {
    if case .unrepaired = outcome { return true }
    return false
  }
}
