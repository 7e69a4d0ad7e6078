internal import ArgumentParser
internal import DiskImage
internal import FileSupport

/// The format of the file that is read or written.
struct FormatOption: ParsableArguments {
  @Option(
    name: [.customShort("t"), .customLong("format")],
    help: ArgumentHelp("Format of the file: \(DiskFormat.names)", valueName: "format"),
    completion: .list(DiskFormat.allCases.map(\.rawValue)),
    transform: { text in
      guard let format = DiskFormat(name: text) else {
        let question = Spelling.question(about: text, among: DiskFormat.allCases.map(\.rawValue))
        throw ValidationError(
          "\(question.map { "\($0) " } ?? "")expected one of \(DiskFormat.names)")
      }
      return format
    })
  var format: DiskFormat?
}
