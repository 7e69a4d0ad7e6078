/// One row of the comparison: a piece of work, and who does it how.
struct Contest {
  /// What the work may take.
  enum Limit: Encodable {
    /// A part of what the peer takes.
    case ratio(Double)
    /// In seconds.
    case seconds(Double)
  }

  /// One way to do the work.
  struct Side {
    /// What has to be there before each run; it is not measured.
    var prepare: () throws -> Void = {}
    /// The file that has to be read from the disk.
    var uncached: String?
    var steps: [Step]
    /// The file that was compressed, whose size is told.
    var compressed: (() throws -> String)?
  }

  var name: String
  /// Without one, the row is for information.
  var limit: Limit?
  var ours: Side
  var peer: Side?
  /// Whether as much memory as a disk needs may be filled.
  var movesDisks = true
  /// Throws where the result of ours is wrong.
  var check: () throws -> Void = {}
}
