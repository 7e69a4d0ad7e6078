import FileSupport
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// `verify` while others change the repository, and where calls fail.
struct VerificationTests {
  private typealias Operation = InterceptingFileSystem.Operation

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
    try withBoxStore { store, repository, digest in
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
    try withBoxStore { store, repository, digest in
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
    try withBoxStore { store, repository, digest in
      try repository.damage(digest)
      let path = repository.layout.blob(digest)
      let (result, happened) = try verify(
        store, VerificationRequest(quarantines: true), before: moment.operation, of: path,
        number: moment.number
      ) { try store.add("user:other") }
      #expect(happened)
      #expect(result.findings == [])
      #expect(try store.manager.verify(VerificationRequest()).findings == [])
    }
  }

  /// The last moment: the damaged blob has been found, and the name belongs to a good one when it is
  /// moved away.
  @Test func aBlobThatIsMendedIsNotTakenAway() throws {
    try withBoxStore { store, repository, digest in
      try repository.damage(digest)
      let events = Mutex(0)
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == .rename, call.path.starts(with: repository.layout.quarantine)
        else { return }
        guard
          events.withLock({
            $0 += 1; return $0 == 1
          })
        else { return }
        try store.add("user:other")
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
    try withBoxStore { store, repository, digest in
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
    try withBoxStore { store, repository, digest in
      try repository.damage(digest)
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
    try withBoxStore { store, repository, digest in
      for number in 1...5 { try store.add("user:box\(number)") }
      let reads = Mutex(0)
      let files = InterceptingFileSystem(before: { call in
        if call.operation == .read, call.path == repository.layout.blob(digest) {
          reads.withLock { $0 += 1 }
        }
      })
      let once = try TestStore(store.folder, files: files).manager.verify(VerificationRequest())
      let count = reads.withLock { $0 }
      #expect(once.revisions == 6 && once.blobs == 1 && once.digestedBlobs == 1)
      for number in 6...20 { try store.add("user:box\(number)") }
      _ = try TestStore(store.folder, files: files).manager.verify(VerificationRequest())
      #expect(reads.withLock { $0 } == 2 * count)
    }
  }

  @Test func stopsWhenItIsAskedTo() throws {
    try withBoxStore { store, repository, digest in
      try repository.damage(digest)
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

  /// A copy on one file system is a second name of the same file.
  @Test func damageIsNotCopied() throws {
    try withBoxStore { store, repository, digest in
      try repository.damage(digest)
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
