internal import FileSupport
internal import SystemPackage

extension Repository {
  /// Has `body` read metadata and attributes by way of the user's catalog, which is brought up to date.
  /// Without a folder for catalogs everything is read.
  ///
  /// - Parameter isRefreshing: reads everything again.
  func withCatalog<Result>(
    _ context: StoreContext, isRefreshing: Bool, _ body: (Repository) throws -> Result
  ) rethrows -> Result {
    guard let folder = context.catalogFolder, version == .two,
      var files = self.context.fileSystem as? SharedFileSystem
    else { return try body(self) }
    let catalog = CatalogedFiles(
      layout, on: files.base, in: folder, context, isRefreshing: isRefreshing)
    files.catalog = catalog
    let result = try body(
      Repository(
        name: name, layout: layout, context: self.context.using(files), version: version))
    catalog.save()
    return result
  }
}
