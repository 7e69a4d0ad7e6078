import FileSupport
import SystemPackage
import TestSupport

/// Runs `body` with a new file of `size` bytes that is one hole.
func withRawDisk<Result>(size: Int, _ body: (any File) throws -> Result) throws -> Result {
  try withTemporaryFolder { folder in
    let file = try LocalFileSystem().createFile(
      folder.appending("disk.raw"), mode: .ownerReadWrite)
    try file.resize(to: size)
    return try body(file)
  }
}
