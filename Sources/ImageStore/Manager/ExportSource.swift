internal import DiskImage
internal import FileSupport
internal import SystemPackage

/// A revision's disk on its way to a file of some format.
struct ExportSource {
  let disk: any DiskReader
  private let output: OutputFormat
  /// The blob whose bytes are what was asked for, as they are.
  private let verbatim: (any File)?

  init(_ source: ResolvedRevision, as output: OutputFormat) throws {
    self.output = output
    disk = try source.openDisk(for: "exported")
    verbatim =
      output == .qcow2(Qcow2Options()) && source.metadata.layers.count == 1
      ? try source.metadata.layers.first.map(source.repository.content.open) : nil
    if let verbatim { _ = try Qcow2Check.run(verbatim) }
  }

  func write(to file: any File, _ monitor: Monitor) throws {
    if let verbatim {
      try FileCopy.copy(verbatim, to: FileSink(file), monitor: monitor)
    } else {
      try ImageWriter.write(disk, as: output, to: file, monitor: monitor)
    }
  }

  func write(to descriptor: FileDescriptor, _ monitor: Monitor) throws {
    let sink = PipeSink(descriptor, monitor: monitor)
    if let verbatim {
      try FileCopy.copy(verbatim, to: sink, monitor: monitor)
    } else {
      try ImageWriter.write(disk, as: output, to: sink, monitor: monitor)
    }
  }
}
