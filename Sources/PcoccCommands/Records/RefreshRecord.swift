internal import ImageStore

/// What became of the refreshing of one repository.
///
/// Keys: repository, status (ok or failed), problem (of a failure, else null).
struct RefreshRecord: Encodable, Sendable {
  let repository: String
  let status: String
  @Nullable var problem: ProblemRecord?

  init(_ result: RefreshResult) {
    repository = result.repository.description
    status = result.problem == nil ? "ok" : "failed"
    problem = result.problem.map(ProblemRecord.init)
  }
}
