internal import DiskImage
internal import FileSupport
internal import SystemPackage

/// A disk image file that is to be stored, before it is examined.
struct SourceFile {
  let file: any File
  /// Where the user has it; names in it are relative to there, also when it was unpacked elsewhere.
  let origin: FilePath
  /// The disk image's own name; nil where it has none.
  let name: String?
  /// How it is compressed as a whole.
  let compression: FileCompression?

  /// Opens a file that lies beside this one.
  let openExtent: (String) throws -> any File
  private let status: FileStatus

  /// - Parameter name: the name of the file.
  init(_ file: any File, name: String?, for source: DiskSource, _ context: StoreContext) throws {
    try ImageFile.requireNotInUse(file)
    self.file = file
    if case .file(let path) = source.endpoint { origin = path } else { origin = file.path }
    status = try file.status()
    openExtent = { try ImageFile.open($0, beside: file.path, context.fileSystem) }
    // Somebody who forces raw means these very bytes.
    let isForcedRaw = source.force && source.format == .raw
    let compression =
      isForcedRaw ? nil : FileCompression(try FormatDetection.detect(file))
    self.compression = compression
    self.name = name.map { compression?.originalName(of: $0) ?? $0 }
  }

  /// Opens the file at `path`, which is that of the source.
  init(_ path: FilePath, for source: DiskSource, _ context: StoreContext) throws {
    try self.init(
      ImageFile.open(path, context.fileSystem), name: path.lastComponent?.string, for: source,
      context)
  }

  /// Has `body` examine a source of any kind: a stream or a compressed file is brought into a file
  /// of the staging folder first.
  ///
  /// Formats are read in any order, and what a stream delivers is kept, holes included.
  static func withFile<Result>(
    of source: DiskSource, staging folder: FilePath, _ context: StoreContext, _ monitor: Monitor,
    _ body: (SourceFile) throws -> Result
  ) throws -> Result {
    do {
      return try body(
        try open(source, staging: folder, context, monitor)
          .unpacked(to: folder.appending("unpacked"), for: source, context, monitor))
    } catch var error as PcoccError
      where [.corrupt, .unsupported].contains(error.code)
      && error.path?.starts(with: folder) == true
    {
      // The staged file is gone when the message is read.
      switch source.endpoint {
      case .file(let path): error.path = path
      case .stream: error.path = "standard input"
      case .chunks: error.path = nil
      }
      throw error
    }
  }

  private static func open(
    _ source: DiskSource, staging folder: FilePath, _ context: StoreContext, _ monitor: Monitor
  ) throws -> SourceFile {
    switch source.endpoint {
    case .file(let path): return try SourceFile(path, for: source, context)
    case .stream(let descriptor):
      return try spooled(source, to: folder, context) {
        try FileSink.spool(descriptor, into: $0, monitor: monitor)
      }
    case .chunks(let stream):
      return try spooled(source, to: folder, context) {
        try FileSink.spool(into: $0, monitor: monitor, stream.read)
      }
    }
  }

  /// The source whose bytes `spool` has written to a file of the staging folder.
  private static func spooled(
    _ source: DiskSource, to folder: FilePath, _ context: StoreContext,
    _ spool: (any File) throws -> Void
  ) throws -> SourceFile {
    let file = try context.fileSystem.createFile(
      folder.appending("source"), mode: .ownerReadWrite)
    try spool(file)
    return try SourceFile(file, name: nil, for: source, context)
  }

  /// The file to examine: unpacked to `path` where this one is compressed.
  private func unpacked(
    to path: FilePath, for source: DiskSource, _ context: StoreContext, _ monitor: Monitor
  ) throws -> SourceFile {
    guard let compression else { return self }
    let output = try context.fileSystem.createFile(path, mode: .ownerReadWrite)
    try compression.unpack(file, into: output, monitor: monitor)
    return try SourceFile(output, name: name, for: source, context)
  }

  /// Throws `busy` where somebody has written to the file since it was opened.
  func requireUnchanged() throws {
    let now = try file.status()
    guard now.size == status.size, now.modified == status.modified else {
      throw PcoccError(
        .busy, "was changed while it was read", path: file.path,
        advice: "run the command again when nobody writes to it")
    }
  }

  /// Examines the whole structure of the image; throws what speaks against storing its disk.
  func admit(
    _ source: DiskSource, allowingBacking: Bool, _ monitor: Monitor
  ) throws -> AdmittedImage {
    try ImageGate.admit(
      file, declared: source.format, fileName: name, force: source.force,
      openingExtents: source.allowsExtents ? openExtent : nil, allowingBacking: allowingBacking,
      monitor: monitor)
  }
}
