internal import FileSupport
internal import ImageStore

/// What became of the refreshing of one repository.
///
/// Keys: repository, status (ok or failed), problem (of a failure, else null).
struct RefreshRecord: Listed {
  let repository: String
  let status: String
  @Nullable var problem: ProblemRecord?
  private let problemText: String?

  private enum CodingKeys: String, CodingKey { case repository, status, problem }

  init(_ result: RefreshResult) {
    repository = result.repository.description
    status = result.problem == nil ? "ok" : "failed"
    problem = result.problem.map(ProblemRecord.init)
    problemText = result.problem?.description
  }

  static var columns: [Column<RefreshRecord>] {
    [
      Column("repo") { $0.repository }.whole,
      Column("status") { $0.status }.toned { $0.problemText == nil ? .good : .bad },
      Column("problem", optional: { $0.problemText }),
    ]
  }

  /// The line for people.
  var line: String {
    "Refresh images of repository \(repository). \(problemText.map { "failed: \($0)" } ?? "ok.")\n"
  }
}
