internal import ArgumentParser
internal import ImageStore

/// Which blobs are read and compared with their digests.
struct DigestOptions: ParsableArguments {
  @Flag(help: "Read no blob as a whole: check that it is there, and its format")
  var quick = false

  @Option(
    help: ArgumentHelp(
      "Digest random blobs that make up so much of all bytes", valueName: "percent"),
    transform: { text in
      guard let percent = Double(text.hasSuffix("%") ? String(text.dropLast()) : text),
        percent > 0, percent <= 100
      else { throw ValidationError("expected a percentage above 0 and up to 100") }
      return percent
    })
  var sample: Double?

  @Option(
    help: ArgumentHelp(
      "Read part N of T only; parts 1 to T together are all blobs, each once", valueName: "n/t"),
    transform: PartNumber.init(checking:))
  var part: PartNumber?

  func validate() throws {
    guard [quick, sample != nil, part != nil].count(where: \.self) <= 1 else {
      throw ValidationError("--quick, --sample and --part exclude each other")
    }
  }

  var selection: BlobSelection {
    if quick { return .none }
    if let sample { return .sample(sample / 100) }
    if let part { return .part(part.number, of: part.count) }
    return .all
  }
}
