internal import FileSupport
internal import SystemPackage

extension ImageManager {
  /// Turns a repository of version 1 into one of version 2, or finishes what an earlier attempt left.
  ///
  /// - Parameter dryRun: returns what would be converted, and changes nothing.
  /// - Throws: `corrupt` where metadata cannot be read; then nothing has been changed.
  public func upgradeRepository(
    _ name: RepositoryName, dryRun: Bool = false
  ) throws -> UpgradeResult {
    let repository = try existingRepository(name)
    let upgrade = RepositoryUpgrade(layout: repository.layout, context: repository.context)
    let plan = try upgrade.plan()
    let revisions = try dryRun ? plan.revisions : upgrade.run(plan)
    return UpgradeResult(
      repository: name, path: repository.layout.root, previousVersion: plan.version.rawValue,
      wasNeeded: plan.isNeeded,
      revisions: revisions.map {
        .init(
          reference: repository.reference($0.metadata.name, $0.metadata.revision),
          file: $0.file.path)
      })
  }
}
