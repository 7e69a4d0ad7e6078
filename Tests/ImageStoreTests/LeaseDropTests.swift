import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

@Suite struct LeaseDropTests {
  private func lease(in store: TestStore) throws -> Lease {
    try store.manager.lease(
      try ImageReference("box"), for: LeaseTerm(expiry: 1_800_003_600, jobID: nil)
    ).lease
  }

  @Test func dropEndsALease() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("box", text: "abc", in: repository)
      let lease = try lease(in: store)
      #expect(try store.manager.leases().map(\.lease) == [lease])
      #expect(try store.manager.leases().map(\.reference.description) == ["user:box@0"])
      try store.manager.dropLease(lease.id)
      #expect(try store.manager.leases() == [])
      let error = #expect(throws: PcoccError.self) { try store.manager.dropLease(lease.id) }
      #expect(error?.code == .notFound)
    }
  }

  /// What is mounted for reading alone refuses before it looks for the name.
  @Test func dropGoesOnToTheRepositoryThatHasTheLease() throws {
    try withTemporaryFolder { folder in
      let first = folder.appending("first")
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == .removeFile, call.path.starts(with: first),
          call.path.extension == "json"
        else { return }
        throw PcoccError(.readOnly, "cannot remove", path: call.path)
      })
      let store = try TestStore(folder, repositories: ["first", "user"], files: files)
      _ = try store.repository("first")
      let repository = try store.repository("user")
      try store.publish("box", text: "abc", in: repository)
      let lease = try lease(in: store)
      try store.manager.dropLease(lease.id)
      #expect(try store.manager.leases() == [])
      let error = #expect(throws: PcoccError.self) { try store.manager.dropLease(lease.id) }
      #expect(error?.code == .readOnly)
    }
  }
}
