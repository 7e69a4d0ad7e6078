import SystemPackage
import Testing

@testable import ImageStore

@Suite struct PathExpansionTests {
  private let expansion = PathExpansion(
    environment: ConfigurationEnvironment(
      variables: [
        "SCRATCH": "/scratch/1", "NAME": "n%{user}~", "EMPTY": "", "RELATIVE": "a/b",
      ], homeDirectory: "/home/100%u", user: "ada"))

  struct Good: Sendable {
    var text: String
    var path: String
  }

  @Test(arguments: [
    Good(text: "/data", path: "/data"),
    Good(text: "/data/", path: "/data"),
    Good(text: "//data///images//", path: "/data/images"),
    Good(text: "/", path: "/"),
    Good(text: "~", path: "/home/100%u"),
    Good(text: "~/x", path: "/home/100%u/x"),
    Good(text: "/a/~/b~", path: "/a/~/b~"),
    Good(text: "%{homedir}/x", path: "/home/100%u/x"),
    Good(text: "%homedir/x", path: "/home/100%u/x"),
    Good(text: "/tmp/%{user}/%{user}.d", path: "/tmp/ada/ada.d"),
    Good(text: "%{env:SCRATCH}/x", path: "/scratch/1/x"),
    Good(text: "/a/%{env:NAME}", path: "/a/n%{user}~"),
    Good(text: "/a/100%%", path: "/a/100%"),
    Good(text: "/a/%%{user}", path: "/a/%{user}"),
    Good(text: "/a/%%%{user}", path: "/a/%ada"),
    Good(text: "/a[b]/*?{c,d}$HOME", path: "/a[b]/*?{c,d}$HOME"),
    Good(text: "/a/../b", path: "/a/../b"),
  ])
  func aPathIsExpandedOnce(good: Good) throws {
    #expect(try expansion.expand(good.text).string == good.path)
  }

  struct Bad: Sendable {
    var text: String
    var problem: String
  }

  @Test(arguments: [
    Bad(text: "images", problem: "expected an absolute path, not \"images\""),
    Bad(text: "./images", problem: "expected an absolute path, not \"./images\""),
    Bad(text: "%{env:RELATIVE}/c", problem: "expected an absolute path, not \"a/b/c\""),
    Bad(text: "/a\0b", problem: "expected an absolute path, not \"/a\0b\""),
    Bad(
      text: "~eve/images",
      problem: "expected \"~/\" or the path of the folder meant by \"~eve/images\""),
    Bad(text: "/a/%{env:NONE}", problem: "the environment variable \"NONE\" is not set"),
    Bad(text: "/a/%{env:EMPTY}", problem: "the environment variable \"EMPTY\" is not set"),
    Bad(text: "/a/%{env:}", problem: "the environment variable \"\" is not set"),
    Bad(
      text: "/a/%{host}",
      problem: "expected %{env:NAME}, %{homedir} or %{user}, \"%{host}\" is unknown"),
    Bad(
      text: "/a/%{}", problem: "expected %{env:NAME}, %{homedir} or %{user}, \"%{}\" is unknown"),
    Bad(
      text: "/a/%user",
      problem: "expected %{env:NAME}, %{homedir}, %{user} or %% after \"%\""),
    Bad(
      text: "/a/%{user",
      problem: "expected %{env:NAME}, %{homedir}, %{user} or %% after \"%\""),
    Bad(
      text: "/a/50%", problem: "expected %{env:NAME}, %{homedir}, %{user} or %% after \"%\""),
  ])
  func aPathThatMeansNothingIsRefused(bad: Bad) {
    let failure = #expect(throws: PathExpansion.Failure.self) { try expansion.expand(bad.text) }
    #expect(failure?.problem == bad.problem)
  }

  @Test(arguments: ["~/x", "%{homedir}/x", "%homedir"])
  func withoutAHomeItsPathIsRefused(text: String) {
    let homeless = PathExpansion(
      environment: ConfigurationEnvironment(variables: [:], homeDirectory: nil, user: "ada"))
    let failure = #expect(throws: PathExpansion.Failure.self) { try homeless.expand(text) }
    #expect(failure?.problem == "the home folder is not known, set HOME")
  }
}
