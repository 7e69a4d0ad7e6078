internal import DiskImage
internal import FileSupport

/// A disk image file that is to become a revision: a standalone one, or an overlay on a blob.
struct SaveSource {
  let file: SourceFile
  private let image: AdmittedImage
  /// The whole disk as a guest sees it.
  let disk: any DiskReader
  /// What the file is an overlay on; nil for a standalone image.
  let base: StoredStack?

  /// Examines the whole structure of a file.
  ///
  /// - Parameter repositories: those that the blob below an overlay may be of.
  /// - Throws: what speaks against storing it, such as a backing file that is no such blob.
  init(
    _ source: SourceFile, _ request: DiskSource, in repositories: [Repository],
    _ monitor: Monitor
  ) throws {
    file = source
    image = try source.admit(request, allowingBacking: true, monitor)
    guard let backing = image.backing else {
      disk = image.reader
      base = nil
      return
    }
    let base = try StoredStack(backing, ofFileAt: source.origin, in: repositories)
    self.base = base
    disk = try LayerStack([image.reader, base.openDisk()])
  }

  /// What a new layer on a stack has to hold. That of an overlay on that very stack takes time in
  /// proportion to what the overlay holds.
  func plan(over stack: StoredStack, _ monitor: Monitor) throws -> OverlayPlan {
    try OverlayPlan(
      disk, changes: base?.layers == stack.layers ? image.reader : nil, over: stack.openDisk(),
      monitor: monitor)
  }

  /// The same file as one that is stored as a whole.
  var whole: ImportSource {
    ImportSource(file: file, reader: disk, isVerbatim: image.isCleanQcow2)
  }
}
