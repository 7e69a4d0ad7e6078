import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@Suite struct LockingTests {
  private let files = LocalFileSystem()

  @Test func locksExcludeEachOther() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("lock")
      let first = try #require(try files.lock(path, .shared))
      let second = try #require(try files.lock(path, .shared))
      #expect(try files.lock(path, .exclusive) == nil)
      try first.close()
      #expect(try files.lock(path, .exclusive) == nil)
      try second.close()
      let alone = try #require(try files.lock(path, .exclusive))
      #expect(try files.lock(path, .shared) == nil)
      #expect(try files.lock(path, .exclusive) == nil)
      try alone.close()
    }
  }

  /// Whoever waits for a lock whose file is removed must not hold a lock that nobody else meets.
  @Test func aLockOnARemovedFileIsNone() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("lock")
      let rounds = 300
      let holders = Mutex(0)
      let most = Mutex(0)
      DispatchQueue.concurrentPerform(iterations: 4) { _ in
        for _ in 0..<rounds {
          guard let lock = try? files.lock(path, .exclusive) else { continue }
          let count = holders.withLock { holders in
            holders += 1
            return holders
          }
          most.withLock { $0 = max($0, count) }
          // From the removal on somebody else may hold a lock on a new file.
          holders.withLock { $0 -= 1 }
          try? files.removeFile(path)
          try? lock.close()
        }
      }
      #expect(most.withLock { $0 } == 1)
    }
  }

  /// As it is where a process is killed.
  @Test func aLockEndsWithItsProcess() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("lock")
      let line =
        "flock -x '\(path)' -c 'echo > \(folder)/held; exec sleep 100' & "
        + "until test -e '\(folder)/held'; do sleep 0.02; done; echo $!"
      let result = try Program.run("/bin/sh", ["-c", line], output: folder.appending("out"))
      #expect(result.status == 0)
      let text = try String(contentsOfFile: folder.appending("out").string, encoding: .utf8)
      let process = try #require(pid_t(text.dropLast()))
      #expect(try files.lock(path, .exclusive) == nil)
      // The shell that flock runs was replaced by sleep, which has inherited the lock.
      #expect(
        try Program.run("/bin/sh", ["-c", "kill -KILL \(process) $(pgrep -P \(process))"]).status
          == 0)
      var lock: (any File)?
      for _ in 0..<200 where lock == nil {
        lock = try files.lock(path, .exclusive)
        usleep(10_000)
      }
      #expect(lock != nil)
    }
  }

  @Test func openFilesAreKnown() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("file")
      let file = try files.createFile(path, mode: .ownerRead)
      #expect(try files.isOpen(path) == true)
      try file.close()
      #expect(try files.isOpen(path) == false)
      let reader = try files.openForReading(path)
      #expect(try files.isOpen(path) == true)
      try reader.close()
      #expect(try files.isOpen(path) == false)
      #expect(throws: PcoccError.self) { try files.isOpen(folder.appending("none")) }
    }
  }

  @Test func touchSetsTheTime() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("file")
      try files.createFile(path, mode: .ownerReadWrite).close()
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSince1970: 1000)], ofItemAtPath: path.string)
      try files.touch(path)
      let age =
        Date().timeIntervalSince1970
        - (try files.status(of: path, followingLinks: false)).modified
      #expect(abs(age) < 60)
    }
  }
}
