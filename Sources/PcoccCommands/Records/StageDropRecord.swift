internal import ImageStore

/// A staged image that was dropped, would be, or is kept.
///
/// Keys: images, path, allocated (bytes of disk), outcome (dropped, in-use, unknown, busy,
/// recent or gone), dropped (false for a dry run), reason.
struct StageDropRecord: Listed {
  let images: [String]
  let path: String
  let allocated: Int
  let outcome: String
  let dropped: Bool
  let reason: String

  init(_ drop: StageDrop, dryRun: Bool) {
    let image = StagedImageRecord(drop.image)
    images = image.images
    path = image.path
    allocated = image.allocated
    outcome = drop.outcome.rawValue
    dropped = drop.outcome == .dropped && !dryRun
    reason = drop.outcome.reason
  }

  static var columns: [Column<StageDropRecord>] {
    [
      Column("image") { $0.images.joined(separator: ",") }.whole,
      Column("size", bytes: { $0.allocated }),
      Column("reason") { $0.reason },
      Column("path") { $0.path }.whole,
    ]
  }
}

extension StageDrop.Outcome {
  var reason: String {
    switch self {
    case .dropped: "nobody has it open"
    case .inUse: "kept: a process has it open"
    case .unknown: "kept: whether a process has it open cannot be told"
    case .busy: "kept: it is just being staged"
    case .recent: "kept: it was used a moment ago"
    case .gone: "somebody else has dropped it"
    }
  }

  /// Whether it is there against the user's wish.
  var isRefusal: Bool { self != .dropped && self != .gone }
}
