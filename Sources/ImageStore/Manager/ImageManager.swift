public import FileSupport
internal import SystemPackage

/// The store as its users see it: every repository of a configuration, in order of priority.
///
/// Each verb is one method, in a file of its own. Methods that span repositories pass one that
/// cannot be read to `StoreContext.warn` and go on; one that the caller names makes them throw.
public struct ImageManager: Sendable {
  /// The repositories that there are, and where images are staged.
  public let configuration: Configuration
  /// What the store knows of the world around it.
  public var context: StoreContext

  /// A store of any configuration, in any surroundings; reads nothing yet.
  public init(configuration: Configuration, context: StoreContext) {
    self.configuration = configuration
    self.context = context
  }

  /// The store of the user whose process this is: `ImageManager(.current)`.
  ///
  /// - Parameter warn: takes what does not stop the work but should be known, such as a repository that
  ///   cannot be read and is left out.
  /// - Throws: `configuration` where `repos.yaml` breaks the rules.
  public init(
    _ environment: ProcessEnvironment, warn: @escaping @Sendable (PcoccError) -> Void = { _ in }
  ) throws {
    self.init(
      configuration: try environment.loadConfiguration(), context: environment.context(warn: warn))
  }

  /// The user's tasks: what goes on in the background, here or on another node.
  ///
  /// - Throws: `configuration` where there is no home to keep them in.
  public var tasks: TaskStore { get throws { try TaskStore(context) } }

  /// What the configuration says of a repository.
  func repositoryConfiguration(_ name: RepositoryName) throws -> RepositoryConfiguration {
    guard let found = configuration.repositories.first(where: { $0.name == name }) else {
      throw PcoccError.repositoryUnknown(name, known: configuration.repositories.map(\.name))
    }
    return found
  }

  /// The repository that a new image goes to: the named one or the first; created where missing.
  func destinationRepository(_ name: RepositoryName?) throws -> Repository {
    let configured = try destinationConfiguration(name)
    let repository = try Repository.openOrCreate(
      configured.name, at: configured.path, context: context)
    _ = try repository.writableMetadata()
    return repository
  }

  /// The repository that a new image goes to, whether it exists or not.
  func destinationConfiguration(_ name: RepositoryName?) throws -> RepositoryConfiguration {
    if let name { return try repositoryConfiguration(name) }
    guard let first = configuration.repositories.first else {
      throw PcoccError(
        .configuration, "no repository is configured", advice: "add one to repos.yaml")
    }
    return first
  }

  func open(_ configured: RepositoryConfiguration) throws -> Repository? {
    try Repository.open(configured.name, at: configured.path, context: context)
  }

  /// Passes on what made a repository, or an image in it, be left out.
  func warn(_ error: any Error, about configured: RepositoryConfiguration) {
    var error = error as? PcoccError ?? PcoccError(.other, "\(error)")
    error.message = "repository \"\(configured.name)\" is left out: \(error.message)"
    context.warn(error)
  }
}
