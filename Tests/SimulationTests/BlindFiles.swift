import FileSupport
import SystemPackage

/// Makes every look for the blobs of a revision see what it wants to see, once its metadata is written:
/// step 4 of the protocol, left out.
final class BlindFiles: RedirectedFiles, @unchecked Sendable {
  private var published: FilePath?

  override func createFile(_ path: FilePath, mode: FilePermissions) throws -> any File {
    let file = try super.createFile(path, mode: mode)
    if path.parent.lastComponent == "meta" { published = path }
    return file
  }

  override func link(_ existing: FilePath, as new: FilePath) throws {
    try super.link(existing, as: new)
    if new.parent.lastComponent == "meta" { published = new }
  }

  override func openForReading(_ path: FilePath) throws -> any File {
    guard let published, path.names.contains("data") else {
      return try super.openForReading(path)
    }
    // Any file will do, because it is only opened.
    return try super.openForReading(published)
  }
}
