internal import FileSupport
internal import ImageStore

extension Session {
  /// Prints what collections did or would do, and throws the first failure.
  ///
  /// - Parameter failure: what ended one of them.
  func report(
    _ collections: [CollectionResult], _ policy: CollectionPolicy, isDryRun: Bool,
    _ style: ListingStyle<CollectionItemRecord>, failure: PcoccError?
  ) throws {
    let problems = collections.flatMap(\.items).compactMap(\.problem)
    problems.forEach(reporter.warn)
    let failure = failure ?? Self.failure(of: problems)
    let records = collections.map { CollectionRecord($0, policy, isDryRun: isDryRun) }
    if style.isWholeJSON {
      try conclude(JSONText.line(records), isDryRun: isDryRun, failure: failure)
    } else if isDryRun || style.isAsked {
      try conclude(records.flatMap(\.items), style, isDryRun: isDryRun, failure: failure)
    }
    for collection in collections {
      reporter.note(collection.summary(policy, isDryRun: isDryRun))
      for item in collection.items where item.outcome != .kept {
        reporter.log("\(item.outcome.rawValue) \(item.path): \(item.reason.explanation(policy))")
      }
    }
    if let failure { throw failure }
  }

  private static func failure(of problems: [PcoccError]) -> PcoccError? {
    problems.first.map {
      PcoccError(
        $0.code, "\(problems.count.counting("item")) could not be taken away",
        advice: "see the warnings")
    }
  }
}
