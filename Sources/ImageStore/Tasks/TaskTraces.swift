internal import FileSupport
internal import SystemPackage

/// What a task makes under passing names, which all contain the task's own token.
struct TaskTraces: Sendable {
  private let token: String
  private let repository: RepositoryLayout?
  private let folder: FilePath?
  private let files: any FileSystem

  init(of task: ImageTask, _ files: any FileSystem) {
    token = task.id.token
    repository = task.repository.map { RepositoryLayout(root: $0) }
    folder = task.folder
    self.files = files
  }

  /// Removes them; throws the first failure when all has been tried.
  func remove() throws {
    var failure: PcoccError?
    let attempt = { (body: () throws -> Void) in
      do {
        try body()
      } catch let error as PcoccError where error.code != .notFound {
        failure = failure ?? error
      } catch {}
    }
    let names = { (folder: FilePath) in
      var names: [String] = []
      attempt { names = try files.entries(of: folder) }
      return names
    }
    for path in stagingFolders(names) {
      for name in names(path) {
        attempt { try files.removeFile(path.appending(name)) }
      }
      attempt { try files.removeDirectory(path) }
    }
    for path in temporaryFiles(names) { attempt { try files.removeFile(path) } }
    if let failure { throw failure }
  }

  /// They are called `HOST.PID.TOKEN`, and a host's name may have dots.
  private func stagingFolders(_ names: (FilePath) -> [String]) -> [FilePath] {
    guard let repository else { return [] }
    return names(repository.staging)
      .filter { $0.split(separator: ".").last?.hasPrefix(token) == true }
      .map { repository.staging.appending($0) }
  }

  private func temporaryFiles(_ names: (FilePath) -> [String]) -> [FilePath] {
    let folders = repository.map { $0.foldersOfNewNames + $0.blobFolders } ?? []
    return (folders + [folder].compactMap(\.self)).flatMap { folder in
      names(folder).filter { $0.hasPrefix(RepositoryLayout.temporaryPrefix + token) }
        .map { folder.appending($0) }
    }
  }
}
