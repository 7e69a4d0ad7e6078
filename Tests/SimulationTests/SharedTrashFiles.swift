import FileSupport
import SystemPackage

/// Makes all collectors use one folder of the trash, which they take for their own.
final class SharedTrashFiles: RedirectedFiles, @unchecked Sendable {
  private static let trash = Scenario.root.appending(".trash")

  override func redirect(_ path: FilePath) -> FilePath {
    let names = path.names
    guard names.count > 2, names[1] == ".trash" else { return path }
    return names.dropFirst(3).reduce(Self.trash.appending("shared")) { $0.appending($1) }
  }

  override func createDirectory(_ path: FilePath, mode: FilePermissions) throws {
    do {
      try super.createDirectory(path, mode: mode)
    } catch let error as PcoccError where error.code == .exists && redirect(path) != path {}
  }

  override func entries(of path: FilePath) throws -> [String] {
    let names = try super.entries(of: path)
    return path == Self.trash ? names.filter { $0 == "shared" } : names
  }
}
