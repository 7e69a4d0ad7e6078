public import FileSupport
public import Foundation
public import SystemPackage

/// All that the store knows of the world around it: files, the user, the clock.
///
/// The store reads no environment and no clock of its own, so that a test can stand in for each.
public struct StoreContext: Sendable {
  /// What all files are reached through.
  public var fileSystem: any FileSystem
  /// The login name that new revisions carry as their owner.
  public var user: String
  /// Whom the process works for, and how users and groups are found.
  public var accounts: Accounts
  /// The name of this node, for the names of temporary files and for leases.
  public var hostName: String
  /// The number of this process, for the names of temporary files and for leases.
  public var processID: Int32
  /// The clock: the time at each call.
  public var now: @Sendable () -> Date
  /// A fresh name part of lower-case hexadecimal digits at each call.
  public var makeToken: @Sendable () -> String
  /// Where what was read of repositories is kept for the next time; nil for nowhere.
  public var catalogFolder: FilePath?
  /// Where the user's tasks are kept; nil for nowhere.
  public var taskFolder: FilePath?
  /// For how many seconds a repository is waited for that is one of several.
  public var contactLimit: Double
  /// How many threads may read metadata at once; more than there are processors are as many as those.
  public var threads = ProcessorCount.available
  /// Takes what did not stop the work but should be known.
  public var warn: @Sendable (PcoccError) -> Void

  /// Surroundings with the system's clock and random tokens, where nothing is kept for later and
  /// warnings are not heard, unless something else is given.
  ///
  /// - Parameter contactLimit: seconds.
  public init(
    fileSystem: any FileSystem, user: String, accounts: Accounts = .unknown, hostName: String,
    processID: Int32,
    now: @escaping @Sendable () -> Date = { Date() },
    makeToken: @escaping @Sendable () -> String = StoreContext.randomToken,
    catalogFolder: FilePath? = nil, taskFolder: FilePath? = nil, contactLimit: Double = 10,
    warn: @escaping @Sendable (PcoccError) -> Void = { _ in }
  ) {
    self.fileSystem = fileSystem
    self.user = user
    self.accounts = accounts
    self.hostName = hostName
    self.processID = processID
    self.now = now
    self.makeToken = makeToken
    self.catalogFolder = catalogFolder
    self.taskFolder = taskFolder
    self.contactLimit = contactLimit
    self.warn = warn
  }

  /// By how many seconds the clocks of nodes may differ.
  public static let clockSkew = 600

  /// 64 random bits as 16 lower-case hexadecimal digits.
  @Sendable public static func randomToken() -> String {
    let digits = String(UInt64.random(in: .min ... .max), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// The same with another file system.
  func using(_ fileSystem: any FileSystem) -> StoreContext {
    var context = self
    context.fileSystem = fileSystem
    return context
  }

  /// The time in a form whose order as text is its order in time.
  var timeStamp: String {
    now().formatted(
      .iso8601.year().month().day().dateSeparator(.omitted)
        .time(includingFractionalSeconds: true).timeSeparator(.omitted))
  }
}
