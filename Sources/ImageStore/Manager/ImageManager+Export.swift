internal import DiskImage
public import FileSupport
internal import SystemPackage

extension ImageManager {
  /// Writes a revision to a file or a stream in the format asked for.
  ///
  /// A file appears under its name only when it is complete; what had the name is replaced then.
  ///
  /// - Throws: `usage` for options that the format does not have, `corrupt` where a layer is
  ///   missing, cut short or not what its metadata says.
  public func export(
    _ request: ExportRequest, monitor: Monitor = .silent
  ) throws -> ExportResult {
    let output = try request.output
    let source = try resolveDisk(
      request.source, for: "exported", isForced: request.isForced)
    let hasOptions = request.settings != FormatSettings() || request.compression != nil
    let image = try ExportSource(
      source, as: output, mayBeVerbatim: output.format == .qcow2 && !hasOptions, monitor)
    switch request.destination {
    case .stream(let descriptor):
      try image.write(to: StreamSink(descriptor, monitor: monitor), monitor)
    case .chunks(let stream): try image.write(to: ChunkSink(stream, monitor), monitor)
    case .file(let path): try replaceFile(path) { try image.write(to: $0, monitor) }
    }
    return ExportResult(
      image: source.located, format: output.format, virtualSize: image.disk.virtualSize)
  }

  /// Has `body` write a new file beside `path`, which takes that name when it is on disk.
  private func replaceFile(_ path: FilePath, _ body: (any File) throws -> Void) throws {
    let destination = try exportDestination(path)
    try context.fileSystem.writeDurably(
      to: destination.path, mode: destination.mode, token: context.makeToken(),
      placement: .replacing, body)
  }

  /// Throws where an export may not write to `path`.
  func exportDestination(_ path: FilePath) throws -> ExportDestination {
    try ExportDestination(path, outside: configuration.repositories.map(\.path), context)
  }
}

extension ExportRequest {
  /// What was asked for, else what the destination's extension promises, else raw.
  var output: OutputFormat {
    get throws {
      var path: FilePath?
      if case .file(let file) = destination { path = file }
      let promised = DiskFormat(fileExtension: path?.extension)
      let other = path?.extension?.lowercased() ?? ""
      guard format != nil || !DiskFormat.foreignExtensions.contains(other) else {
        throw PcoccError(
          .usage, "the name promises \(other), which is not written", path: path,
          advice: "choose a name that ends in the format, or give it with -t"
            + " (\(DiskFormat.names))")
      }
      return try OutputFormat(
        format ?? promised ?? .raw, settings: settings, compression: compression,
        fileName: path?.lastComponent?.string)
    }
  }
}
