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

  /// Opens a file that lies beside another one, by the name that is written in that one.
  ///
  /// - Parameter name: has no separators and is neither `.` nor `..`.
  /// - Throws: `unsupported` for a symbolic link, which might lead anywhere, and for all that is not
  ///   a regular file; what `fileSystem` throws.
  public static func open(
    _ name: String, beside path: FilePath, _ fileSystem: any FileSystem
  ) throws -> any File {
    let other = path.parent.appending(name)
    try requireRegular(try fileSystem.status(of: other, followingLinks: false), other)
    let file = try open(other, fileSystem)
    // Somebody may have put a link there since.
    let status = try fileSystem.status(of: other, followingLinks: false)
    guard status.isSameFile(as: try file.status()) else {
      throw PcoccError(.busy, "was replaced while it was opened", path: other)
    }
    return file
  }

  /// Throws `busy` where a virtual machine has the image open for writing: what is read would be
  /// half of one moment and half of another.
  ///
  /// QEMU holds a lock on one byte for each thing that it does with an image; 100 is the first of
  /// these bytes, and the one after it is for writing.
  public static func requireNotInUse(_ file: any File) throws {
    guard file.isLocked(at: 101) else { return }
    throw PcoccError(
      .busy, "a virtual machine is writing to it", path: file.path,
      advice: "shut the machine down, then run the command again")
  }

  private static func requireRegular(_ status: FileStatus, _ path: FilePath) throws {
    guard status.kind == .regular else {
      throw PcoccError(
        .unsupported, "is a \(status.kind.rawValue), not a disk image", path: path,
        advice: status.kind == .directory
          ? "name a file in it"
          : "\"pcocc image import - NAME\" reads what is no file, from standard input")
    }
  }
}
