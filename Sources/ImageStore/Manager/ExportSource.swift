internal import DiskImage
internal import FileSupport

/// A revision's disk on its way to a file of some format.
struct ExportSource {
  let disk: any DiskReader
  private let output: OutputFormat
  /// The blob whose bytes are what was asked for, as they are.
  private let verbatim: (any File)?

  /// - Parameter mayBeVerbatim: whether any qcow2 will do.
  init(
    _ source: ResolvedRevision, as output: OutputFormat, mayBeVerbatim: Bool, _ monitor: Monitor
  ) throws {
    self.output = output
    disk = try source.openDisk(for: "exported")
    verbatim =
      mayBeVerbatim && source.metadata.layers.count == 1
      ? try source.repository.content.openClean(source.metadata.layers[0], monitor) : nil
  }

  func write(to file: any File, _ monitor: Monitor) throws {
    if let verbatim {
      try FileCopy.copy(verbatim, to: FileSink(file), monitor: monitor)
    } else {
      try ImageWriter.write(disk, as: output, to: file, monitor: monitor)
    }
  }

  func write(to sink: any ByteSink, _ monitor: Monitor) throws {
    if let verbatim {
      try FileCopy.copy(verbatim, to: sink, monitor: monitor)
    } else {
      try ImageWriter.write(disk, as: output, to: sink, monitor: monitor)
    }
  }
}

extension ContentStore {
  /// A blob that is a clean standalone image; nil where it is sound, but not clean.
  fileprivate func openClean(_ digest: Digest, _ monitor: Monitor) throws -> (any File)? {
    let file = try open(digest)
    return try Qcow2Check.run(file, monitor: monitor).isClean ? file : nil
  }
}
