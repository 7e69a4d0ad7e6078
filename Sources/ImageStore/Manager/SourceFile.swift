internal import DiskImage
internal import FileSupport
internal import SystemPackage

/// A file to import, before it is examined.
struct SourceFile {
  let file: any File
  /// The disk image's own name; nil where it has none.
  let name: String?
  /// How it is compressed as a whole.
  let compression: FileCompression?

  /// Opens a file that lies beside this one.
  let openExtent: (String) throws -> any File

  /// - Parameter name: the name of the file.
  init(
    _ file: any File, name: String?, for request: ImportRequest, _ context: StoreContext
  ) throws {
    self.file = file
    openExtent = { try ImageFile.open($0, beside: file.path, context.fileSystem) }
    // Somebody who forces raw means these very bytes.
    let isForcedRaw = request.force && request.format == .raw
    let compression =
      isForcedRaw ? nil : FileCompression(try FormatDetection.detect(file))
    self.compression = compression
    self.name = name.map { compression?.originalName(of: $0) ?? $0 }
  }

  /// The file to examine: unpacked to `path` where this one is compressed.
  func unpacked(
    to path: FilePath, for request: ImportRequest, _ context: StoreContext, _ monitor: Monitor
  ) throws -> SourceFile {
    guard let compression else { return self }
    let output = try context.fileSystem.createFile(path, mode: .ownerReadWrite)
    try compression.unpack(file, into: output, monitor: monitor)
    return try SourceFile(output, name: name, for: request, context)
  }
}
