internal import ArgumentParser
internal import DiskImage

/// The format of the file that is read or written.
struct FormatOption: ParsableArguments {
  @Option(
    name: [.customShort("t"), .customLong("format")],
    help: ArgumentHelp("Format of the file: \(DiskFormat.names)", valueName: "format"),
    completion: .list(DiskFormat.allCases.map(\.rawValue)),
    transform: { text in
      guard let format = DiskFormat(name: text) else {
        throw ValidationError("expected one of \(DiskFormat.names)")
      }
      return format
    })
  var format: DiskFormat?
}
