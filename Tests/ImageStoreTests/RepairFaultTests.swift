import FileSupport
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// `repair` where calls fail.
struct RepairFaultTests {
  /// A repository may not answer any more once it has been verified.
  @Test func aRepairTellsWhichRepositoryHasGone() throws {
    try withBoxStore { store, repository, digest in
      try repository.damage(digest)
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
    try withBoxStore { store, repository, digest in
      try store.add("global:good")
      let path = repository.layout.blob(digest)
      let damages: [() throws -> Void] = [
        { try repository.damage(digest) },
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
        for fault in FaultyFileSystem.Fault.all(counting.count).sample(usually: 30) {
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
}

extension Repair {
  fileprivate var isLeft: Bool {
    if case .unrepaired = outcome { return true }
    return false
  }
}
