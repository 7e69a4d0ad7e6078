internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// How much may be staged.
struct StageLimitOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Drop what was used least recently where all that is staged takes more, as in 200G "
        + "(default: no limit)",
      valueName: "size"), transform: ByteSize.init(checking:))
  var limit: ByteSize?

  private static let variable = "PCOCC_STAGE_LIMIT"

  /// In bytes; nil for no limit.
  func bytes(in session: Session) throws -> Int? {
    if let limit { return limit.bytes }
    guard let text = try session.environment().variable(Self.variable) else { return nil }
    guard let size = ByteSize(argument: text) else {
      throw PcoccError(
        .configuration, "bad value \"\(text)\" of \(Self.variable)",
        advice: "expected \(ByteSize.help)")
    }
    return size.bytes
  }
}
