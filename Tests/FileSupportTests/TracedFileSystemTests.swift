import FileSupport
import Synchronization
import SystemPackage
import TestSupport
import Testing

struct TracedFileSystemTests {
  private final class Lines: Sendable {
    let all = Mutex<[String]>([])
  }

  @Test func tellsEachStep() throws {
    try withTemporaryFolder { folder in
      let lines = Lines()
      let files = TracedFileSystem(LocalFileSystem()) { line in
        lines.all.withLock { $0.append(line) }
      }
      let (path, other) = (folder.appending("a"), folder.appending("b"))
      try files.createDirectory(folder.appending("d"), mode: .ownerReadWriteExecute)
      let file = try files.createFile(path, mode: .ownerReadWrite)
      try [UInt8](repeating: 1, count: 5000).withUnsafeBytes { try file.write($0, at: 0) }
      try file.synchronize()
      try file.close()
      try file.close()
      try files.link(path, as: other)
      #expect(try files.openForReading(other).bytes(at: 0, count: 10).count == 10)
      #expect(throws: PcoccError.self) { try files.openForReading(folder.appending("c")) }
      #expect(try files.confined(to: folder).entries(of: folder).count == 3)
      try files.removeFile(other)
      #expect(
        lines.all.withLock { $0 } == [
          "create folder \(folder)/d", "create \(path)", "bring \(path) to disk",
          "close \(path): 5000 bytes written", "link \(path) as \(other)", "open \(other)",
          "close \(other): 10 bytes read", "open \(folder)/c: No such file or directory",
          "read folder \(folder): 3 entries", "remove \(other)",
        ])
    }
  }
}
