public import FileSupport
public import SystemPackage

/// Finds out whether a folder is fit to hold a repository.
public struct Doctor: Sendable {
  let context: StoreContext

  private var files: any FileSystem { context.fileSystem }

  /// Looks at nothing yet.
  ///
  /// - Parameter context: what the folder is reached through.
  public init(context: StoreContext) { self.context = context }

  /// What is done besides looking.
  public enum Trial: Sendable, Hashable {
    /// Nothing: the folder is only read.
    case none
    /// What a repository needs is tried in a folder of its own, which is removed again.
    case alone
    /// The same, then together with this command on another node, which must begin within so many
    /// seconds.
    case withPeer(patience: Double)
  }

  /// What a caller may want to tell while it takes its time.
  public enum Event: Sendable, Hashable {
    /// The command can be given on another node now; it is waited for so many seconds.
    case waitingForPeer(seconds: Double)
    /// The command has begun on the node of this name.
    case peerFound(host: String)
  }

  /// Examines a folder, or the first one above it that exists.
  ///
  /// - Throws: what the monitor throws, after everything made has been removed; an error where the
  ///   path is no folder.
  public func examine(
    _ folder: FilePath, trial: Trial = .none, _ monitor: Monitor = .silent,
    tell: (Event) -> Void = { _ in }
  ) throws -> DoctorReport {
    let place = try existing(folder)
    var findings = place.finding.map { [$0] } ?? []
    let layout = RepositoryLayout(root: place.path)
    findings += MountCheckup(files: files, path: place.path).findings()
    findings += FolderCheckup(layout: layout, context: context).findings()
    guard trial != .none else { return DoctorReport(path: place.path, findings: findings) }
    let trials = DoctorTrial(layout: layout, context: context, monitor: monitor)
    findings += try trials.findings()
    let isWritable = !findings.contains { $0.check == "write" }
    if case .withPeer(let patience) = trial, isWritable {
      let peer = PeerTrial(layout: layout, context: context, patience: patience, monitor: monitor)
      findings += try peer.findings(tell)
    }
    return DoctorReport(path: place.path, findings: findings)
  }

  /// Whether the path is that of a folder.
  public func isFolder(_ path: FilePath) -> Bool {
    (try? files.status(of: path, followingLinks: true).kind) == .directory
  }

  private func existing(_ asked: FilePath) throws -> (path: FilePath, finding: DoctorFinding?) {
    var path = asked
    while true {
      do {
        let status = try files.status(of: path, followingLinks: true)
        guard status.kind == .directory else {
          throw PcoccError(.usage, "is a \(status.kind.rawValue), not a folder", path: path)
        }
        break
      } catch let error as PcoccError
        where error.cause == .noSuchFileOrDirectory && path.parent != path
      {
        path = path.parent
      }
    }
    let found = try files.canonicalPath(of: path)
    guard path != asked else { return (found, nil) }
    return (
      found,
      DoctorFinding(
        "folder", .note, seen: "\(asked) does not exist",
        meaning: "the folder above it was examined, \(found); the first write creates the others")
    )
  }
}

extension ImageManager {
  /// The folder of a configured repository, which may not exist yet.
  public func repositoryPath(_ name: RepositoryName) throws -> FilePath {
    try repositoryConfiguration(name).path
  }
}
