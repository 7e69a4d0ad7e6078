internal import FileSupport

/// What has failed of work on several things, of which each is done whatever became of the others.
struct Failures {
  private var errors: [PcoccError] = []

  /// What the whole work ends with; nil where nothing failed.
  var first: PcoccError? { errors.first }

  /// Does one part of the work; nil where it fails. Who interrupts one part means them all.
  mutating func collect<Result>(_ body: () throws -> Result) throws -> Result? {
    do {
      return try body()
    } catch let error as PcoccError where error.code != .interrupted {
      errors.append(error)
      return nil
    }
  }

  /// Warns of all but the first, which is thrown at the end.
  func warn(_ reporter: Reporter) { errors.dropFirst().forEach(reporter.warn) }

  /// Throws the first, where there is one.
  func throwFirst() throws {
    if let first { throw first }
  }
}
