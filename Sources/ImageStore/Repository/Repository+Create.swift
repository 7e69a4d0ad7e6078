internal import FileSupport
internal import SystemPackage

extension Repository {
  /// Creates the repository in a folder that is missing, empty or half created.
  ///
  /// `.config` comes last: without it nobody takes the folder for a repository, so a creation that
  /// was cut short is just repeated, and two at once end with one result.
  ///
  /// - Parameter sharing: nil for what the folder suggests: a setgid bit, its own or that of the
  ///   folder it will lie in, means `group`.
  static func create(
    _ name: RepositoryName, at path: FilePath, sharing: Sharing? = nil, context: StoreContext
  ) throws -> Repository {
    let layout = RepositoryLayout(root: path)
    let suggested = try sharing ?? suggestedSharing(at: path, context.fileSystem)
    try SharedFileSystem(layout, sharing: suggested, context)
      .createWithParents(path, mode: RepositoryLayout.folderMode)
    let settled = try settle(
      RepositorySettings(sharing: suggested), in: layout, replacing: sharing != nil, context)
    let files = SharedFileSystem(layout, sharing: settled.sharing, context)
    try makeFolders(layout, settled.sharing, files)
    Trash(layout: layout, context: context.using(files)).keepSpareRun()
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

  private static func makeFolders(
    _ layout: RepositoryLayout, _ sharing: Sharing, _ files: SharedFileSystem
  ) throws {
    let occasional = sharing == .private ? [] : layout.occasionalFolders
    let folders = layout.folders + occasional + layout.blobFolders
    for folder in folders {
      try files.createDirectoryIfMissing(folder, mode: RepositoryLayout.folderMode)
    }
    // Those that an earlier attempt made.
    for folder in [layout.root] + folders { try files.requireAccess(of: folder) }
    try files.synchronizeNames(of: layout.data)
  }

  /// Writes the settings, or takes those that somebody else has written, who creates the repository at
  /// the same time or did not come to its end.
  private static func settle(
    _ settings: RepositorySettings, in layout: RepositoryLayout, replacing: Bool,
    _ context: StoreContext
  ) throws -> RepositorySettings {
    let files = SharedFileSystem(layout, sharing: settings.sharing, context)
    do {
      try files.writeDurably(
        settings.encoded, to: layout.settings, mode: RepositoryLayout.metadataMode,
        token: context.makeToken(), placement: replacing ? .replacing : .exclusive)
      return settings
    } catch let error as PcoccError where error.code == .exists {
      return try RepositorySettings.read(layout, files)
    }
  }

  private static func suggestedSharing(
    at path: FilePath, _ files: any FileSystem
  ) throws -> Sharing {
    do {
      let mode = FilePermissions(
        rawValue: .init(try files.status(of: path, followingLinks: true).mode))
      return mode.contains(.setGroupID) ? .group : .private
    } catch let error as PcoccError where error.code == .notFound && path.parent != path {
      return try suggestedSharing(at: path.parent, files)
    }
  }

  static func openOrCreate(
    _ name: RepositoryName, at path: FilePath, context: StoreContext
  ) throws -> Repository {
    try open(name, at: path, context: context) ?? create(name, at: path, context: context)
  }
}
