internal import FileSupport
internal import SystemPackage

extension Repository {
  /// Creates the repository in a folder that is missing, empty or half created.
  ///
  /// `.config` comes last: without it nobody takes the folder for a repository, so a creation that
  /// was cut short is just repeated, and two at once end with one result.
  static func create(
    _ name: RepositoryName, at path: FilePath, context: StoreContext
  ) throws -> Repository {
    let layout = RepositoryLayout(root: path)
    let files = context.fileSystem
    try files.createWithParents(path, mode: RepositoryLayout.folderMode)
    for folder in layout.folders + layout.blobFolders {
      try files.createDirectoryIfMissing(folder, mode: RepositoryLayout.folderMode)
    }
    try files.synchronizeNames(of: layout.data)
    Trash(layout: layout, context: context).keepSpareRun()
    do {
      try files.writeDurably(
        RepositoryVersion.newConfiguration, to: layout.configuration,
        mode: RepositoryLayout.metadataMode, token: context.makeToken(),
        placement: .exclusive)
    } catch let error as PcoccError where error.code == .exists {}
    guard let repository = try open(name, at: path, context: context) else {
      throw PcoccError.notARepository(path)
    }
    return repository
  }

  static func openOrCreate(
    _ name: RepositoryName, at path: FilePath, context: StoreContext
  ) throws -> Repository {
    try open(name, at: path, context: context) ?? create(name, at: path, context: context)
  }
}
