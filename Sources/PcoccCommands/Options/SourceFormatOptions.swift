internal import ArgumentParser
internal import DiskImage

/// The format of a file that is read, of which its content may tell something else.
struct SourceFormatOptions: ParsableArguments {
  @OptionGroup var format: FormatOption

  @Flag(help: "With -t: take the file as that format, whatever else it looks like")
  var force = false

  var declared: DiskFormat? { format.format }

  func validate() throws {
    if force, declared == nil { throw ValidationError("--force needs -t") }
  }
}
