internal import FileSupport
internal import SystemPackage

/// One repository that exists: a folder of blobs, metadata, attributes and trash.
///
/// It knows neither other repositories nor their order.
struct Repository: Sendable {
  let name: RepositoryName
  let layout: RepositoryLayout
  /// Its file system gives what is made here the modes that the repository's sharing asks for.
  let context: StoreContext
  let version: RepositoryVersion

  var content: ContentStore { ContentStore(layout: layout, context: context) }
  var attributes: AttributesStore { AttributesStore(layout: layout, context: context) }
  var leases: LeaseStore { LeaseStore(layout: layout, context: context) }
  var answers: AnswerStore { AnswerStore(layout: layout, context: context) }
  var trash: Trash { Trash(layout: layout, context: context) }

  /// What `.settings.json` says now.
  var settings: RepositorySettings {
    get throws { try RepositorySettings.read(layout, context.fileSystem) }
  }

  /// The metadata, for reading in either version.
  var metadata: any MetadataReading {
    switch version {
    case .one: UpgradableMetadataStore(layout: layout, context: context)
    case .two: currentMetadata
    }
  }

  /// The metadata in the form of version 2, of which a repository of version 1 may have some too.
  var currentMetadata: MetadataStore { MetadataStore(layout: layout, context: context) }

  /// The metadata, for writing; throws where the version is one that is only read.
  func writableMetadata() throws -> MetadataStore {
    guard version == .two else { throw PcoccError.repositoryOutdated(name, layout.root) }
    return currentMetadata
  }

  /// Opens the repository in a folder; nil where it has not been created yet.
  static func open(
    _ name: RepositoryName, at path: FilePath, context: StoreContext
  ) throws -> Repository? {
    let layout = RepositoryLayout(root: path)
    let confined = context.using(SharedFileSystem(layout, context))
    do {
      guard let version = try RepositoryVersion.read(layout, confined) else {
        guard try canBecomeRepository(layout, confined) else {
          throw PcoccError.notARepository(path)
        }
        return nil
      }
      return Repository(name: name, layout: layout, context: confined, version: version)
    } catch let error as PcoccError {
      throw refusal(of: path, context.fileSystem) ?? error
    }
  }

  /// What to say of a path that cannot be that of a folder; nil for any other.
  private static func refusal(
    of path: FilePath, _ files: any FileSystem
  ) -> PcoccError? {
    do {
      let kind = try files.status(of: path, followingLinks: true).kind
      return kind == .directory ? nil : .notAFolder(path, "it is a \(kind.rawValue)")
    } catch {
      switch (error as? PcoccError)?.cause {
      case .tooManySymbolicLinkLevels:
        return .notAFolder(path, "its symbolic links lead in a circle")
      case .notDirectory: return .notAFolder(path, "something above it is a file")
      default: return nil
      }
    }
  }

  /// Whether the folder is missing, empty, or one whose creation was cut short.
  private static func canBecomeRepository(
    _ layout: RepositoryLayout, _ context: StoreContext
  ) throws -> Bool {
    do {
      let names = try context.fileSystem.entries(of: layout.root)
        .filter { !RepositoryLayout.isPassing($0) }
      guard Set(names).isSubset(of: RepositoryLayout.namesBeforeCreation) else { return false }
      guard names.contains("meta") else { return true }
      return try context.fileSystem.entries(of: layout.metadata).isEmpty
    } catch let error as PcoccError where error.code == .notFound {
      return error.cause == .noSuchFileOrDirectory
    }
  }
}
