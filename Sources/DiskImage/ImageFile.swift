public import FileSupport
public import SystemPackage

/// Opens the files that may be disk images.
public enum ImageFile {
  /// Opens `path`, which must name a regular file or a link to one.
  ///
  /// Everything else is refused by its kind: a FIFO may never deliver, a device never end.
  ///
  /// - Throws: `unsupported` for other kinds of files; what `fileSystem` throws.
  public static func open(_ path: FilePath, _ fileSystem: any FileSystem) throws -> any File {
    let file: any File
    do {
      file = try fileSystem.openForReading(path)
    } catch {
      // A socket cannot be opened at all; its kind is the better reason.
      if let status = try? fileSystem.status(of: path, followingLinks: true) {
        try requireRegular(status, path)
      }
      throw error
    }
    try requireRegular(try file.status(), path)
    return file
  }

  private static func requireRegular(_ status: FileStatus, _ path: FilePath) throws {
    guard status.kind == .regular else {
      throw PcoccError(
        .unsupported, "is a \(status.kind.rawValue), not a disk image", path: path)
    }
  }
}
