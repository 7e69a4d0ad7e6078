internal import ArgumentParser
internal import FileSupport
internal import ImageStore
internal import SystemPackage

/// The folder that images are staged in.
struct StageFolderOption: ParsableArguments {
  @Option(
    name: .customLong("dir"),
    help: ArgumentHelp("Folder on a local disk of this node", valueName: "dir"),
    completion: .directory)
  var folder: String?

  private static let variable = "PCOCC_STAGE_DIR"

  /// The first of: an operand, `--dir`, the variable, the configuration, the temporary folder.
  ///
  /// - Parameter isMade: whether a folder that is named may be missing.
  func place(
    _ operand: String? = nil, isMade: Bool = false, in session: Session
  ) throws -> StagePlace {
    let environment = try session.environment()
    let place = { (path: FilePath, isShared: Bool) in
      StagePlace(path: path, userID: environment.userID, isShared: isShared)
    }
    if let named = operand ?? folder {
      guard !named.isEmpty else { throw PcoccError.usage("empty name of a folder") }
      let path = FilePath(named)
      if !isMade { _ = try environment.fileSystem.status(of: path, followingLinks: true) }
      return place(path, false)
    }
    if let named = environment.variable(Self.variable) { return place(FilePath(named), false) }
    if let named = try session.manager().configuration.cachePath { return place(named, false) }
    return place(FilePath(environment.variable("TMPDIR") ?? "/tmp"), true)
  }
}
