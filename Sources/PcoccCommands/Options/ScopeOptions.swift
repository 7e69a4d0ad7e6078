internal import ArgumentParser
internal import ImageStore

/// What a verb that looks after repositories works on: an image, a repository, or all of them.
struct ScopeOptions: ParsableArguments {
  @Option(
    name: [.customShort("R"), .long],
    help: ArgumentHelp("Look at this repository only", valueName: "repo"),
    completion: .repository)
  var repo: String?

  @Argument(help: "Image to look at, as [REPO:]IMAGE[@REVISION]", completion: .revision)
  var image: String?

  func validate() throws {
    if image != nil, repo != nil { throw ValidationError("IMAGE and -R exclude each other") }
  }

  /// Throws `usage` where a name is malformed.
  var scope: VerificationScope {
    get throws {
      if let image { return .image(try ImageReference(image)) }
      if let repo { return .repository(try RepositoryName(repo)) }
      return .all
    }
  }

  /// What is looked at, for people.
  var name: String { image ?? repo.map { "repository \($0)" } ?? "all repositories" }
}
