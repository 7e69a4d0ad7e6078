import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import DiskImage

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct ImageFileTests {
  private let files = LocalFileSystem()

  @Test func regularFilesAreOpened() throws {
    try withTemporaryFolder { folder in
      let path = folder.appending("disk")
      try files.createFile(path, size: 10, pieces: [:])
      #expect(try ImageFile.open(path, files).status().size == 10)
      try Oracle.run("ln", package: "coreutils", ["-s", "disk", folder.appending("link").string])
      #expect(try ImageFile.open(folder.appending("link"), files).status().size == 10)
    }
  }

  @Test func otherKindsAreRefusedByName() throws {
    try withTemporaryFolder { folder in
      try Oracle.run("mkfifo", package: "coreutils", [folder.appending("fifo").string])
      try makeSocket(folder.appending("socket"))
      let kinds: [(FilePath, String)] = [
        (folder, "a directory"), (folder.appending("fifo"), "a fifo"),
        (folder.appending("socket"), "a socket"), ("/dev/null", "a character device"),
      ]
      for (path, kind) in kinds {
        let error = #expect(throws: PcoccError.self) { try ImageFile.open(path, files) }
        #expect(error?.code == .unsupported)
        #expect(error?.message == "is \(kind), not a disk image")
        #expect(error?.path == path)
      }
    }
  }

  @Test func missingFilesStayMissing() throws {
    try withTemporaryFolder { folder in
      let error = #expect(throws: PcoccError.self) {
        try ImageFile.open(folder.appending("none"), files)
      }
      #expect(error?.code == .notFound)
    }
  }

  private func makeSocket(_ path: FilePath) throws {
    let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.string.utf8)) }
    let result = withUnsafeBytes(of: &address) { bytes in
      bind(
        socket, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t(bytes.count))
    }
    try #require(result == 0)
  }
}
