import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

@Suite struct LeaseStoreTests {
  /// The clock of the tests.
  private static let now = 1_800_000_000

  private func lease(
    _ store: TestStore, _ name: String = "box", for seconds: Int = 3600
  ) throws -> Lease {
    try store.manager.lease(
      try ImageReference(name), for: LeaseTerm(expiry: Self.now + seconds, jobID: "77")
    ).lease
  }

  private func write(_ text: String, to name: String, in repository: Repository) throws {
    try LocalFileSystem().createDirectoryIfMissing(
      repository.layout.leases, mode: .ownerReadWriteExecute)
    let path = repository.layout.leases.appending(name)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path.string))
  }

  @Test func theFileTellsEverything() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      let metadata = try store.publish("box", text: "abc", in: repository)
      let lease = try lease(store)
      #expect(lease.id.description.hasPrefix("1800003600-"))
      let bytes = try LocalFileSystem().contents(
        of: folder.appending("user/.leases/\(lease.id).json"), limit: 4096)
      #expect(
        String(decoding: bytes, as: UTF8.self)
          == #"{"created_at":1800000000.25,"data_blobs":["#
          + #""ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],"#
          + #""expires_at":1800003600,"host":"node1","job":"77","name":"box","#
          + #""owner":"alice","process":42,"revision":0}"#)
      #expect(try repository.leases.active(at: Double(Self.now)) == [lease])
      #expect(try repository.leases.layersInUse(at: Double(Self.now)) == Set(metadata.layers))
    }
  }

  @Test func aLeaseCountsForTenMinutesMore() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("box", text: "abc", in: repository)
      _ = try lease(store, for: 10)
      let end = Double(Self.now + 10)
      #expect(try repository.leases.layersInUse(at: end + 600).count == 1)
      #expect(try repository.leases.layersInUse(at: end + 601).isEmpty)
    }
  }

  @Test func endedLeasesGoWithTheNextOne() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("box", text: "abc", in: repository)
      // The repository's own clock decides, which is that of this machine.
      let past = Int(Date().timeIntervalSince1970) - 1000
      try write("{}", to: "\(past)-ab.json", in: repository)
      try write("{}", to: "\(past + 900)-ab.json", in: repository)
      let lease = try lease(store)
      let names = try LocalFileSystem().entries(of: repository.layout.leases)
      #expect(Set(names) == ["\(past + 900)-ab.json", "\(lease.id).json"])
    }
  }

  struct BadLease: Sendable {
    var name: String
    var text: String
  }

  /// A collector must not go on where it cannot tell what is in use.
  @Test(arguments: [
    BadLease(name: "1900000000-ab.json", text: "{"),
    BadLease(name: "1900000000-ab.json", text: "{}"),
    BadLease(
      name: "1900000000-ab.json",
      text: #"{"created_at":1,"data_blobs":["../x"],"expires_at":1900000000,"host":"h","#
        + #""name":"box","owner":"a","process":1,"revision":0}"#),
    BadLease(
      name: "1900000000-ab.json",
      text: #"{"created_at":1,"data_blobs":["\#(String(repeating: "ab", count: 32))"],"#
        + #""expires_at":1900000001,"host":"h","name":"box","owner":"a","process":1,"revision":0}"#),
  ])
  func whatCannotBeReadStopsTheReader(_ bad: BadLease) throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try write(bad.text, to: bad.name, in: repository)
      let error = #expect(throws: PcoccError.self) {
        try repository.leases.layersInUse(at: Double(Self.now))
      }
      #expect(error?.code == .corrupt)
      #expect(error?.path == repository.layout.leases.appending(bad.name))
      #expect(error?.advice?.contains("remove the file") == true)
      // People are told, and see the other leases.
      try store.publish("box", text: "abc", in: repository)
      let lease = try lease(store)
      #expect(try store.manager.leases(in: repository.name).map(\.lease) == [lease])
      #expect(store.warnings.all.map(\.path) == [repository.layout.leases.appending(bad.name)])
    }
  }

  struct Stray: Sendable {
    var name: String
    var words: String
    var make: @Sendable (FilePath) throws -> Void
  }

  private static let strays: [Stray] =
    ["letter", "01900000000-ab.json", "1900000000-AB.json", "1900000000-ab"].map {
      Stray(name: $0, words: "its name") { try Self.makeFile($0) }
    } + [
      Stray(name: "1900000000-ab.json", words: "it is a directory") {
        try LocalFileSystem().createDirectory($0, mode: .ownerReadWriteExecute)
      },
      Stray(name: "1900000000-ab.json", words: "it is a fifo") {
        #expect(mkfifo($0.string, 0o600) == 0)
      },
      Stray(name: "1900000000-ab.json", words: "it is a symbolic link") {
        try FileManager.default.createSymbolicLink(
          atPath: $0.string, withDestinationPath: "nothing")
      },
      Stray(name: "9999999999-ab.json", words: "older than leases can be") {
        try Self.makeFile($0)
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSince1970: 1_000_000_000)], ofItemAtPath: $0.string)
      },
    ]

  private static func makeFile(_ path: FilePath) throws {
    try Data("{".utf8).write(to: URL(fileURLWithPath: path.string))
  }

  /// Whoever may take a lease could keep collectors from their work with it.
  @Test(arguments: strays.indices)
  func whatCanBeNoLeaseIsIgnored(_ index: Int) throws {
    let stray = Self.strays[index]
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      try store.publish("box", text: "abc", in: repository)
      let lease = try lease(store)
      let path = repository.layout.leases.appending(stray.name)
      try stray.make(path)
      #expect(try repository.leases.layersInUse(at: Double(Self.now)) == Set(lease.layers))
      #expect(try store.manager.leases(in: repository.name).map(\.lease) == [lease])
      #expect(store.warnings.all.map(\.path) == [path])
      #expect(store.warnings.all.first?.message.contains(stray.words) == true)
      _ = try store.manager.collectGarbage(in: repository.name)
      #expect(store.warnings.all.map(\.path) == [path, path])
      let findings = try store.manager.verify(
        VerificationRequest(scope: .repository(repository.name), digests: .none)
      ).findings
      #expect(findings.filter { $0.code == .leaseBad }.map(\.path) == [path])
    }
  }

  @Test func whatCannotBeReadCountsForAsLongAsALeaseMayLast() throws {
    try withTemporaryFolder { folder in
      let repository = try TestStore(folder).repository()
      try write("{", to: "9999999999-ab.json", in: repository)
      let path = repository.layout.leases.appending("9999999999-ab.json")
      let last =
        try LocalFileSystem().status(of: path, followingLinks: false).modified
        + Double(LeaseTerm.longest + StoreContext.clockSkew)
      #expect(throws: PcoccError.self) { try repository.leases.layersInUse(at: last - 1) }
      #expect(try repository.leases.layersInUse(at: last + 1).isEmpty)
    }
  }

  @Test func aFolderInThePlaceOfAnEndedLeaseFailsNothing() throws {
    try withTemporaryFolder { folder in
      let repository = try TestStore(folder).repository()
      let files = LocalFileSystem()
      try files.createDirectoryIfMissing(repository.layout.leases, mode: .ownerReadWriteExecute)
      try files.createDirectory(
        repository.layout.leases.appending("1000-ab.json"), mode: .ownerReadWriteExecute)
      #expect(try repository.leases.ended(at: Double(Self.now)) == [])
    }
  }

  @Test func unfinishedFilesAndMissingFoldersAreNothing() throws {
    try withTemporaryFolder { folder in
      let repository = try TestStore(folder).repository()
      #expect(try repository.leases.layersInUse(at: 0).isEmpty)
      try write("{", to: ".in-0123", in: repository)
      try write("{", to: ".nfs0001", in: repository)
      #expect(try repository.leases.layersInUse(at: 0).isEmpty)
    }
  }

  @Test func aFolderThatCannotBeReadStopsTheReader() throws {
    try withTemporaryFolder { folder in
      let files = InterceptingFileSystem(before: { call in
        if call.operation == .entries, call.path.lastComponent?.string == ".leases" {
          throw PcoccError.fileSystem("cannot read folder", call.path, .ioError)
        }
      })
      let repository = try TestStore(folder, files: files).repository()
      #expect(throws: PcoccError.self) { try repository.leases.layersInUse(at: 0) }
    }
  }

  /// A collector that did not see the lease takes the blob while it is published.
  @Test func aBlobThatWentToTheTrashMeanwhileIsRescued() throws {
    try withTemporaryFolder { folder in
      let plain = try TestStore(folder)
      let repository = try plain.repository()
      let digest = try plain.publish("box", text: "abc", in: repository).layers[0]
      let run = try repository.trash.makeRun()
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == .link, call.path.string.contains("/.leases/") else { return }
        try LocalFileSystem().rename(repository.layout.blob(digest), to: run.blob(digest))
      })
      _ = try lease(try TestStore(folder, files: files))
      let bytes = try LocalFileSystem().contents(of: repository.layout.blob(digest), limit: 9)
      #expect(bytes == Array("abc".utf8))
    }
  }

  @Test func aLeaseOnAMissingBlobIsNone() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      let digest = try store.publish("box", text: "abc", in: repository).layers[0]
      try LocalFileSystem().removeFile(repository.layout.blob(digest))
      let error = #expect(throws: PcoccError.self) { try lease(store) }
      #expect(error?.code == .corrupt)
      #expect(try LocalFileSystem().entries(of: repository.layout.leases) == [])
    }
  }

  /// The clock of the tests is a quarter past a second, and the end a whole one.
  @Test(arguments: [-1, 0, 1, LeaseTerm.longest + 1])
  func anEndThatIsOverOrTooFarIsRefused(_ seconds: Int) throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      try store.publish("box", text: "abc", in: try store.repository())
      let error = #expect(throws: PcoccError.self) { try lease(store, for: seconds) }
      #expect(error?.code == .usage)
    }
  }

  @Test(arguments: [Errno.readOnlyFileSystem, .permissionDenied])
  func aRepositoryThatCannotBeWrittenIsNamed(_ cause: Errno) throws {
    try withTemporaryFolder { folder in
      try TestStore(folder).publish("box", text: "abc", in: try TestStore(folder).repository())
      let files = InterceptingFileSystem(before: { call in
        if call.operation == .createDirectory {
          throw PcoccError.fileSystem("cannot create folder", call.path, cause)
        }
      })
      let error = #expect(throws: PcoccError.self) {
        try lease(try TestStore(folder, files: files))
      }
      #expect(error?.message == "no lease on \"user:box@0\" can be taken")
      #expect(error?.cause == cause)
      #expect([.permission, .readOnly].contains(error?.code))
    }
  }

  @Test func pathAndStageTakeALease() throws {
    try withStageTrial { trial in
      try trial.importDisk("box")
      let term = LeaseTerm(expiry: Self.now + 60)
      let taken = try trial.store.manager.path(of: ImageReference("box"), leaseFor: term).lease
      let staged = try trial.stage("box", lease: term).lease
      let all = try trial.store.manager.leases()
      #expect(Set(all) == Set([taken, staged].compactMap(\.self)))
      #expect(all.count == 2)
      #expect(try trial.store.manager.path(of: ImageReference("box")).lease == nil)
    }
  }
}
