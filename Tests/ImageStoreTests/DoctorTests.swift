import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// The doctor on file systems that lack something.
struct DoctorTests {
  private func examine(
    _ folder: FilePath, _ files: any FileSystem = LocalFileSystem(), after seconds: Double? = nil,
    _ monitor: Monitor = .silent
  ) throws -> DoctorReport {
    var context = TestStore.context(files: files)
    if seconds == nil {
      context.now = { Date() }
    } else {
      context.now = { Date(timeIntervalSinceNow: seconds ?? 0) }
    }
    return try Doctor(context: context).examine(folder, trial: .alone, monitor)
  }

  private func names(_ folder: FilePath) throws -> [String] {
    try LocalFileSystem().entries(of: folder).sorted()
  }

  @Test func soundFolder() throws {
    try withTemporaryFolder { folder in
      let report = try examine(folder)
      #expect(report.isFit, "\(report)")
      #expect(report.path == folder)
      #expect(Set(report.findings.map(\.check)).count == report.findings.count)
      #expect(report.findings.count >= 18)
      #expect(try names(folder) == [])
    }
  }

  @Test func looksOnly() throws {
    try withTemporaryFolder { folder in
      let forbidden: Set<InterceptingFileSystem.Operation> = [
        .createFile, .createDirectory, .link, .rename, .renameIfAbsent, .removeFile,
        .removeDirectory, .write, .resize, .lock, .touch,
      ]
      let files = InterceptingFileSystem(before: { call in
        #expect(!forbidden.contains(call.operation))
      })
      let report = try Doctor(context: TestStore.context(files: files)).examine(folder)
      #expect(report.isFit)
    }
  }

  struct Lack: Sendable {
    var operation: InterceptingFileSystem.Operation
    var cause: Errno
    var check: String
    var verdict: DoctorFinding.Verdict
  }

  @Test(arguments: [
    Lack(operation: .link, cause: .notPermitted, check: "hard-link", verdict: .warning),
    Lack(operation: .link, cause: .improperLink, check: "hard-link-across", verdict: .note),
    Lack(operation: .link, cause: .ioError, check: "hard-link", verdict: .failure),
    Lack(operation: .rename, cause: .ioError, check: "rename", verdict: .failure),
    Lack(
      operation: .renameIfAbsent, cause: .invalidArgument, check: "rename-if-absent",
      verdict: .note),
    Lack(
      operation: .synchronizeDirectory, cause: .invalidArgument, check: "folder-sync",
      verdict: .warning),
    Lack(
      operation: .synchronizeDirectory, cause: .ioError, check: "folder-sync", verdict: .failure),
    Lack(operation: .synchronize, cause: .ioError, check: "file-sync", verdict: .failure),
    Lack(operation: .createFile, cause: .noSpace, check: "write", verdict: .failure),
    Lack(operation: .createDirectory, cause: .permissionDenied, check: "write", verdict: .failure),
    Lack(operation: .lock, cause: .noLocks, check: "lock", verdict: .note),
    Lack(operation: .space, cause: .ioError, check: "space", verdict: .failure),
  ])
  func lacks(_ lack: Lack) throws {
    try withTemporaryFolder { folder in
      let files = InterceptingFileSystem(before: { call in
        guard call.operation == lack.operation else { return }
        throw PcoccError.fileSystem("cannot", call.path, lack.cause)
      })
      let report = try examine(folder, files)
      let finding = try #require(report.findings.first { $0.check == lack.check }, "\(report)")
      #expect(finding.verdict == lack.verdict, "\(finding)")
      #expect(report.isFit == report.findings.allSatisfy { $0.verdict != .failure })
      #expect(try names(folder) == [])
    }
  }

  /// A file system that replaces where it must not.
  @Test func linksThatReplace() throws {
    try withTemporaryFolder { folder in
      let files = InterceptingFileSystem(before: { call in
        guard [.link, .renameIfAbsent].contains(call.operation) else { return }
        try? LocalFileSystem().removeFile(call.path)
      })
      let report = try examine(folder, files)
      let failures = report.findings.filter { $0.verdict == .failure }.map(\.check)
      #expect(failures == ["hard-link", "rename-if-absent"])
    }
  }

  @Test func filesThatAreCreatedTwice() throws {
    try withTemporaryFolder { folder in
      let files = InterceptingFileSystem(before: { call in
        if call.operation == .createFile { try? LocalFileSystem().removeFile(call.path) }
      })
      let failures = try examine(folder, files).findings.filter { $0.verdict == .failure }
      #expect(failures.map(\.check).contains("exclusive-create"))
    }
  }

  @Test(arguments: [-700.0, 700.0])
  func clocksThatDiffer(_ seconds: Double) throws {
    try withTemporaryFolder { folder in
      let report = try examine(folder, after: seconds)
      #expect(report.findings.first { $0.check == "clock" }?.verdict == .failure)
    }
  }

  @Test func groupFolder() throws {
    try withTemporaryFolder { folder in
      #expect(chmod(folder.string, 0o2775) == 0)
      let report = try examine(folder)
      #expect(report.findings.first { $0.check == "ownership" }?.verdict == .ok)
      #expect(report.isFit)
    }
  }

  @Test func foldersOfARepositoryThatAreLessOpen() throws {
    try withTemporaryFolder { folder in
      let repository = try TestStore(folder).repository()
      let root = repository.layout.root
      let find = { (report: DoctorReport) in report.findings.first { $0.check == "folders" } }
      #expect(find(try examine(root))?.verdict == .ok)
      #expect(chmod(root.string, 0o2775) == 0)
      #expect(find(try examine(root))?.verdict == .warning)
    }
  }

  @Test func folderThatIsMissing() throws {
    try withTemporaryFolder { folder in
      let report = try examine(folder.appending("a").appending("b"))
      #expect(report.path == folder)
      #expect(report.findings.first?.check == "folder")
      #expect(try names(folder) == [])
      let file = folder.appending("file")
      try LocalFileSystem().createFile(file, mode: .ownerReadWrite).close()
      #expect(throws: PcoccError.self) { try examine(file) }
    }
  }

  /// A run that a signal stops removes what it made, wherever it was.
  @Test func stopsAnywhere() throws {
    try withTemporaryFolder { folder in
      for limit in 0..<20 {
        let count = Mutex(0)
        let monitor = Monitor(checkCancelled: {
          let count = count.withLock { count in
            count += 1
            return count
          }
          if count > limit { throw PcoccError.interrupted(by: 15) }
        })
        let error = #expect(throws: PcoccError.self) { try examine(folder, monitor) }
        #expect(error?.code == .interrupted)
        let left = try names(folder)
        #expect(left == [])
      }
    }
  }

  private func examine(_ folder: FilePath, _ monitor: Monitor) throws -> DoctorReport {
    try examine(folder, LocalFileSystem(), after: nil, monitor)
  }

  @Test func leftoversOfKilledRuns() throws {
    try withTemporaryFolder { folder in
      for (name, age) in [(".doctor-old", 4000.0), (".doctor-new", 10), ("other", 4000)] {
        let path = folder.appending(name).string
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        #expect(FileManager.default.createFile(atPath: path + "/file", contents: Data()))
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: path)
      }
      _ = try examine(folder)
      #expect(try names(folder) == [".doctor-new", "other"])
    }
  }

  /// What the doctor leaves behind when it is killed does not keep a repository from being made.
  @Test func repositoryBesideALeftover() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      for name in ["user", "user/.doctor-1"] {
        try LocalFileSystem().createDirectory(
          folder.appending(name), mode: RepositoryLayout.folderMode)
      }
      #expect(throws: Never.self) { try store.repository() }
    }
  }

  /// From the first file on, or after some tests.
  @Test(arguments: [1, 6, 25])
  func aFullDiskIsOneFailure(_ first: Int) throws {
    try withTemporaryFolder { folder in
      let calls = Mutex(0)
      let files = InterceptingFileSystem(before: { call in
        guard [.createDirectory, .createFile, .write].contains(call.operation) else { return }
        let count = calls.withLock { calls in
          calls += 1
          return calls
        }
        if count >= first { throw PcoccError.fileSystem("cannot write", call.path, .noSpace) }
      })
      let report = try examine(folder, files)
      let failures = report.findings.filter { $0.verdict == .failure }
      #expect(failures.map(\.check) == ["write"])
      #expect(failures.first?.seen.contains("the disk is full") == true)
      #expect(try names(folder) == [])
    }
  }
}
