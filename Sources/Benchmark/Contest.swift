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
    var steps: [Step]
  }

  var name: String
  /// Without one, the row is for information.
  var limit: Limit?
  var ours: Side
  var peer: Side?
  /// Throws where the result of ours is wrong.
  var check: () throws -> Void = {}
}
