import FileSupport
import Synchronization
import SystemPackage

/// Makes the look for the blobs after a revision has been published see what it wants to see: step 4 of
/// the protocol, left out.
final class BlindFiles: RedirectedFiles, @unchecked Sendable {
  private var published: FilePath?

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
