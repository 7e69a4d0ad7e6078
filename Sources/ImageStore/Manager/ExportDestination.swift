internal import FileSupport
internal import SystemPackage

/// The file that an export writes or replaces, once it is known to be one that it may.
struct ExportDestination {
  /// Without symbolic links: a link stays, and what it leads to is replaced.
  let path: FilePath
  /// That of the file replaced; a new one is as open as the umask lets it be.
  let mode: FilePermissions

  /// - Throws: where the file cannot be replaced, or lies inside a repository.
  init(_ path: FilePath, outside repositories: [FilePath], _ context: StoreContext) throws {
    let files = context.fileSystem
    if (try? files.status(of: path, followingLinks: false)) != nil {
      // Asked first: what a link in /proc leads to may have no path.
      let status = try files.status(of: path, followingLinks: true)
      guard status.kind == .regular else {
        throw PcoccError(
          .usage, "cannot export to a \(status.kind.rawValue)", path: path,
          advice: status.kind == .directory
            ? "give the name of a file in it" : "write to standard output (-) and redirect it")
      }
      self.path = try files.canonicalPath(of: path)
      mode = FilePermissions(rawValue: .init(status.mode & 0o777))
    } else {
      guard let name = path.lastComponent else {
        throw PcoccError(.usage, "names no file", path: path)
      }
      do {
        self.path = try files.canonicalPath(of: path.parent).appending(name)
      } catch var error as PcoccError {
        error.message = "cannot create"
        error.path = path
        throw error
      }
      mode = FilePermissions(rawValue: 0o666)
    }
    // None of them is asked: an export must not wait for a repository that has nothing to do with it.
    let isInside = sequence(first: self.path.parent) { $0.parent == $0 ? nil : $0.parent }
      .contains { repositories.contains($0) || Self.isRepository($0, context) }
    guard !isInside else {
      throw PcoccError(
        .usage, "lies inside a repository, whose files only the store writes", path: path,
        advice: "export to another folder")
    }
  }

  private static func isRepository(_ folder: FilePath, _ context: StoreContext) -> Bool {
    let version = try? RepositoryVersion.read(RepositoryLayout(root: folder), context)
    return version.flatMap(\.self) != nil
  }
}
