public import FileSupport
internal import Foundation
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#endif

/// What the store is told by the process that it works in: the one place that asks for it.
public struct ProcessEnvironment: Sendable {
  /// What configuration files may refer to.
  public var configuration: ConfigurationEnvironment
  /// The name of this node, which tells its traces from those of others.
  public var hostName: String
  /// The number of the process on this node.
  public var processID: Int32
  /// Whose files are made.
  public var userID: UInt32
  /// What files are reached through.
  public var fileSystem: any FileSystem = LocalFileSystem()
  /// How the random part of every temporary name begins; empty outside of tasks.
  public var tokenPrefix = ""

  /// An environment that a program makes up; its files are those of this machine.
  public init(
    configuration: ConfigurationEnvironment, hostName: String, processID: Int32, userID: UInt32
  ) {
    self.configuration = configuration
    self.hostName = hostName
    self.processID = processID
    self.userID = userID
  }

  /// The environment variables of this process.
  public static var currentVariables: [String: String] { ProcessInfo.processInfo.environment }

  /// The environment of this process.
  public static var current: ProcessEnvironment {
    let variables = currentVariables
    let account = SystemAccounts.account(geteuid())
    let home = variables["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? account?.home
    let configuration = ConfigurationEnvironment(
      variables: variables, homeDirectory: home.map { FilePath($0) },
      user: account?.name ?? variables["USER"] ?? String(geteuid()))
    return ProcessEnvironment(
      configuration: configuration, hostName: currentHostName, processID: getpid(),
      userID: geteuid())
  }

  /// The value of an environment variable; an empty one counts as unset.
  public func variable(_ name: String) -> String? {
    configuration.variables[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The repositories of this user, as `repos.yaml` tells.
  ///
  /// - Throws: what `ConfigurationLoader.load()` throws.
  public func loadConfiguration() throws -> Configuration {
    try ConfigurationLoader(fileSystem: fileSystem, environment: configuration).load()
  }

  /// What the store works with in this process.
  ///
  /// - Parameter warn: takes what does not stop the work but should be known.
  public func context(
    warn: @escaping @Sendable (PcoccError) -> Void = { _ in }
  ) -> StoreContext {
    StoreContext(
      fileSystem: fileSystem, user: configuration.user,
      accounts: SystemAccounts.of(userID), hostName: hostName,
      processID: processID,
      makeToken: { [tokenPrefix] in tokenPrefix + StoreContext.randomToken() },
      catalogFolder: cacheFolder?.appending("catalog"), taskFolder: taskFolder, warn: warn)
  }

  /// Where the user's tasks are kept; nil without a home.
  var taskFolder: FilePath? { folder("XDG_STATE_HOME", ".local/state")?.appending("tasks") }

  /// Where the user keeps what can be made anew; nil without a home.
  private var cacheFolder: FilePath? { folder("XDG_CACHE_HOME", ".cache") }

  /// A folder of the user's own, where a variable tells, else in the home; nil without one.
  private func folder(_ name: String, _ standard: String) -> FilePath? {
    // The XDG Base Directory Specification: a relative path is to be ignored.
    let told = variable(name).flatMap { $0.hasPrefix("/") ? FilePath($0) : nil }
    return (told ?? configuration.homeDirectory?.appending(standard))?.appending("pcocc")
  }

  private static var currentHostName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "localhost" }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
