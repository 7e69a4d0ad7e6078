internal import FileSupport

extension PcoccError {
  /// - Parameter kind: what is named, as in "image".
  static func badName(_ kind: String, _ text: String, _ problem: String) -> PcoccError {
    PcoccError(
      .usage, "bad \(kind) name \"\(text)\": \(problem)",
      advice: "names are made of letters, digits, \"_\", \"-\" and \".\"")
  }

  static func badRevision(_ text: String) -> PcoccError {
    PcoccError(.usage, "bad revision \"\(text)\"", advice: "revisions are whole numbers from 0")
  }

  static func badDigestPrefix(_ text: String) -> PcoccError {
    PcoccError(
      .usage, "bad digest \"\(text)\"", advice: "after sha256: come 8 to 64 hexadecimal digits")
  }

  /// An error in a part of an image reference, with the whole of it and the form it should have.
  static func badReference(_ text: String, because error: PcoccError) -> PcoccError {
    PcoccError(
      error.code, "\(error.message), in \"\(text)\"",
      advice: ["expected [REPO:]IMAGE[@REVISION]", error.advice].compactMap(\.self)
        .joined(separator: "; "))
  }
}
