internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// The repositories that something is done to: those that are named, else all.
struct RepositoryOperands: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Names of repositories; all without one", valueName: "repo"),
    completion: .repository)
  var repositories: [String] = []

  /// The results of `body` for each. Of all repositories, one that does not exist yet or cannot be
  /// written is left out, and the failure of one is returned when the others are done; so is that
  /// nothing was left to work on.
  func map<Result>(
    _ manager: ImageManager, _ reporter: Reporter, _ body: (RepositoryName) throws -> Result
  ) throws -> (results: [Result], failure: PcoccError?) {
    guard repositories.isEmpty else {
      return (try repositories.map { try body(try RepositoryName($0)) }, nil)
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
