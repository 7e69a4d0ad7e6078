internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// The repositories that something is done to: those that are named, else all.
struct RepositoryOperands: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Names of repositories; all without one", valueName: "repo"),
    completion: .repository)
  var repositories: [String] = []

  /// The results of `body` for each; the failure of one is returned when the others are done. Where none
  /// was named, one that does not exist yet or cannot be written is left out, and that nothing was left to
  /// work on is a failure.
  func map<Result>(
    _ manager: ImageManager, _ reporter: Reporter, _ body: (RepositoryName) throws -> Result
  ) throws -> (results: [Result], failure: PcoccError?) {
    guard repositories.isEmpty else {
      let names = try repositories.uniqued.map { try RepositoryName($0) }
      var failures = Failures()
      let results = try names.compactMap { name in try failures.collect { try body(name) } }
      failures.warn(reporter)
      return (results, failures.first)
    }
    var results: [Result] = []
    var failure: PcoccError?
    var foreign: [PcoccError] = []
    for repository in manager.configuration.repositories {
      do {
        results.append(try body(repository.name))
      } catch let error as PcoccError where error.code == .interrupted {
        throw error
      } catch let error as PcoccError where error.code == .notFound && error.cause == nil {
        continue
      } catch var error as PcoccError {
        error.message = "repository \"\(repository.name)\" is left out: \(error.message)"
        if [.permission, .readOnly].contains(error.code) {
          foreign.append(error)
        } else if failure != nil {
          reporter.warn(error)
        } else {
          failure = error
        }
      }
    }
    if results.isEmpty, failure == nil, !foreign.isEmpty { failure = foreign.removeFirst() }
    foreign.forEach(reporter.warn)
    return (results, failure)
  }
}
