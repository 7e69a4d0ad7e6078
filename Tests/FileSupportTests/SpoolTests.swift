import Dispatch
import FileSupport
import SystemPackage
import TestSupport
import Testing

@Suite struct SpoolTests {
  @Test func keepsAllThatAPipeDelivers() throws {
    try withTemporaryFolder { folder in
      let pipe = try FileDescriptor.pipe()
      var bytes = [UInt8](repeating: 0, count: 3 << 20 + 5)
      for index in stride(from: 0, to: 1 << 20, by: 1000) { bytes[index] = 5 }
      bytes[bytes.count - 1] = 1
      DispatchQueue.global().async { [bytes] in
        _ = try? pipe.writeEnd.closeAfter { try pipe.writeEnd.writeAll(bytes) }
      }
      let file = try LocalFileSystem().createFile(
        folder.appending("spool"), mode: .ownerReadWrite)
      try FileSink.spool(pipe.readEnd, into: file)
      try pipe.readEnd.close()
      #expect(try file.status().size == bytes.count)
      #expect(try file.bytes(at: 0, count: bytes.count) == bytes)
      #expect(try file.status().allocated < 3 << 19)
    }
  }

  @Test func stopsWhileNothingComes() throws {
    try withTemporaryFolder { folder in
      let pipe = try FileDescriptor.pipe()
      defer {
        try? pipe.readEnd.close()
        try? pipe.writeEnd.close()
      }
      let start = ContinuousClock.now
      let monitor = Monitor(checkCancelled: {
        if ContinuousClock.now - start > .milliseconds(300) { throw PcoccError.interrupted(by: 2) }
      })
      let file = try LocalFileSystem().createFile(
        folder.appending("spool"), mode: .ownerReadWrite)
      #expect(throws: PcoccError.interrupted(by: 2)) {
        try FileSink.spool(pipe.readEnd, into: file, monitor: monitor)
      }
      #expect(ContinuousClock.now - start < .seconds(5))
    }
  }
}
