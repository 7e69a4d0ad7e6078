internal import DiskImage
internal import FileSupport
internal import ImageStore
internal import SystemPackage

/// A file that is read or written: `[FORMAT:]PATH`, or `-` for a standard stream.
///
/// A file whose own name begins with the name of a format and a colon is written `./raw:disk`.
struct FileOperand {
  let endpoint: ImageEndpoint
  let format: DiskFormat?

  /// - Parameters:
  ///   - declared: the format that was given with `-t`.
  ///   - stream: what `-` stands for.
  init(_ text: String, declared: DiskFormat?, stream: FileDescriptor) throws {
    var path = text
    var format = declared
    if let colon = text.firstIndex(of: ":"), let prefix = DiskFormat(name: String(text[..<colon])) {
      path = String(text[text.index(after: colon)...])
      guard declared == nil || declared == prefix else {
        throw PcoccError.usage(
          "-t \(declared?.rawValue ?? "") contradicts \"\(text)\"", advice: "give the format once")
      }
      format = prefix
    }
    guard !path.isEmpty else { throw PcoccError.usage("empty file name \"\(text)\"") }
    guard !Self.isURL(path) else {
      throw PcoccError.usage(
        "\"\(text)\" is a URL, and files only are read and written",
        advice: "pipe a download, as in: curl -fL URL | pcocc image import - NAME")
    }
    guard !path.hasSuffix("/") else {
      throw PcoccError.usage("\"\(text)\" names a folder", advice: "give the name of a file in it")
    }
    guard path != "-" || !Terminal.isTerminal(stream) else {
      throw PcoccError.usage(
        "an image is not read from or written to a terminal", advice: "redirect it, or name a file")
    }
    self.format = format
    endpoint = path == "-" ? .stream(stream) : .file(FilePath(path))
  }

  private static func isURL(_ text: String) -> Bool {
    let scheme = text.prefix { $0.isASCII && $0.isLetter }
    return ["http", "https", "ftp", "sftp", "file", "s3"].contains(scheme.lowercased())
      && text.dropFirst(scheme.count).hasPrefix("://")
  }

  /// The path as messages and results name it.
  var path: FilePath {
    switch endpoint {
    case .file(let path): path
    case .stream, .chunks: "-"
    }
  }
}
