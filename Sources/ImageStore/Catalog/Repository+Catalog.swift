internal import FileSupport
internal import SystemPackage

extension Repository {
  /// The same repository, whose metadata and attributes are read by way of the user's catalog; without a
  /// folder for catalogs everything is read.
  ///
  /// - Parameter isRefreshing: reads everything again.
  /// - Returns: with the catalog, which the caller saves.
  func cataloged(
    _ context: StoreContext, isRefreshing: Bool
  ) -> (repository: Repository, catalog: CatalogedFiles?) {
    guard let folder = context.catalogFolder, version == .two,
      var files = self.context.fileSystem as? SharedFileSystem
    else { return (self, nil) }
    let catalog = CatalogedFiles(
      layout, on: files.base, in: folder, context, isRefreshing: isRefreshing)
    files.catalog = catalog
    let context = self.context.using(files)
    return (Repository(name: name, layout: layout, context: context, version: version), catalog)
  }
}
