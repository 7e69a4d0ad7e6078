/// What became of a staged image that was to be dropped.
public struct StageDrop: Sendable, Hashable {
  /// What can become of it: it goes, or it stays for a reason.
  public enum Outcome: String, Sendable {
    /// Its files are gone, except those that other entries share.
    case dropped
    /// A process has it open.
    case inUse = "in-use"
    /// Whether a process has it open cannot be told.
    case unknown
    /// It is just being staged or dropped.
    case busy
    /// It was used a moment ago.
    case recent
    /// Somebody else has dropped it.
    case gone
  }

  /// The entry as it was before.
  public var image: StagedImage
  /// What happened, or would happen without a dry run.
  public var outcome: Outcome
}
