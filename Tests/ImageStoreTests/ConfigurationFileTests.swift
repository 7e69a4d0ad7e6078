import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

@Suite struct ConfigurationFileTests {
  private let file = ConfigurationFile(
    path: "/etc/pcocc/repos.yaml",
    expansion: PathExpansion(
      environment: ConfigurationEnvironment(
        variables: [:], homeDirectory: "/home/ada", user: "ada")))

  private func message(_ bytes: [UInt8]) -> String? {
    let error = #expect(throws: PcoccError.self) { try file.parse(bytes) }
    #expect(error?.code == .configuration)
    return error?.description
  }

  @Test func eachStyleOfYAMLIsRead() throws {
    let content = try file.parse(
      Array(
        """
        \u{feff}# a comment
        "repos":
          - name: 'a'
            path: ~/a
          - {path: "/b", name: b}
          - name: &c c
            path: >-
              /c
        cache:
          path: '%{homedir}/cache'

        """.utf8))
    #expect(
      content.entries.map { "\($0.repository.name) \($0.repository.path) \($0.place)" } == [
        "a /home/ada/a /etc/pcocc/repos.yaml:3", "b /b /etc/pcocc/repos.yaml:5",
        "c /c /etc/pcocc/repos.yaml:6",
      ])
    #expect(content.entries.allSatisfy { $0.repository.origin == "/etc/pcocc/repos.yaml" })
    #expect(content.cachePath == "/home/ada/cache")
  }

  struct Bad: Sendable {
    var text: String
    /// What follows "/etc/pcocc/repos.yaml:".
    var message: String
  }

  @Test(arguments: [
    Bad(text: "- a", message: "1: top level: expected a mapping with repos and cache"),
    Bad(text: "repos", message: "1: top level: expected a mapping with repos and cache"),
    Bad(
      text: "\nrepo: []",
      message: "2: repo: unknown key, expected repos and cache; did you mean repos?"),
    Bad(text: "<<: {a: b}", message: "1: <<: unknown key, expected repos and cache"),
    Bad(text: "? [a]\n: b", message: "1: top level: unknown key, expected repos and cache"),
    Bad(
      text: "repos:",
      message: "1: repos: expected a list of repositories, each with name and path"),
    Bad(
      text: "repos:\n  name: a\n  path: /a",
      message: "2: repos: expected a list of repositories, each with name and path"),
    Bad(text: "repos:\n  - a", message: "2: repos: expected a mapping with name and path"),
    Bad(text: "repos:\n  - path: /a", message: "2: repos: expected a name"),
    Bad(text: "repos:\n\n  - name: a", message: "3: repos: expected a path"),
    Bad(
      text: "repos:\n  - name: a\n    paht: /a",
      message: "3: paht: unknown key, expected name and path; did you mean path?"),
    Bad(text: "repos:\n  - name: [a]\n    path: /a", message: "2: name: expected a text"),
    Bad(
      text: "repos:\n  - name:\n    path: /a", message: "2: name: expected a text, and it is empty"),
    Bad(
      text: "repos:\n  - name: ''\n    path: /a",
      message: "2: name: expected a text, and it is empty"),
    Bad(
      text: "repos:\n  - name: 2024\n    path: /a",
      message: "2: name: expected a text, put \"2024\" in quotes"),
    Bad(
      text: "repos:\n  - name: true\n    path: /a",
      message: "2: name: expected a text, put \"true\" in quotes"),
    Bad(
      text: "repos:\n  - name: a\n    path: ~",
      message: "3: path: expected a text, put \"~\" in quotes"),
    Bad(
      text: "repos:\n  - name: a/b\n    path: /a",
      message: "2: name: bad repository name \"a/b\": \"/\" cannot be part of it; "
        + "names are made of letters, digits, \"_\", \"-\" and \".\""),
    Bad(
      text: "repos:\n  - name: a\n    path: images",
      message: "3: path: expected an absolute path, not \"images\""),
    Bad(
      text: "repos:\n  - name: a\n    path: /%{env:X}",
      message: "3: path: the environment variable \"X\" is not set"),
    Bad(
      text: "repos:\n  - name: a\n    path: /a\n    name: b",
      message: "2: expected well-formed YAML: the key \"name\" appears twice"),
    Bad(text: "cache: /c", message: "1: cache: expected a mapping with path"),
    Bad(text: "cache:", message: "1: cache: expected a mapping with path"),
    Bad(text: "cache: {}", message: "1: cache: expected a path"),
    Bad(text: "cache:\n  size: 3", message: "2: size: unknown key, expected path"),
    Bad(text: "cache:\n  path: c", message: "2: path: expected an absolute path, not \"c\""),
    Bad(
      text: "repos: [\n",
      message: "2: expected well-formed YAML: did not find expected node content"
    ),
    Bad(
      text: String(repeating: "[", count: 100_000),
      message: "1: expected well-formed YAML: it is nested too deeply"),
    Bad(
      text: "repos: []\n---\nrepos: []",
      message: "2: expected well-formed YAML: but found another document"),
  ])
  func aBadFileIsOneMessageWithLineAndKey(bad: Bad) {
    #expect(message(Array(bad.text.utf8)) == "/etc/pcocc/repos.yaml:\(bad.message)")
  }

  @Test func aNameIsTakenOnceInAFileToo() throws {
    try withTemporaryFolder { folder in
      let folders = ConfigurationFolders(folder)
      try folders.write(
        "repos:\n  - {name: a, path: /a}\n  - {name: a, path: /b}", to: folders.userFile)
      let error = #expect(throws: PcoccError.self) { try folders.load() }
      #expect(
        error?.description == "\(folders.userFile):3: name: expected a new name, \"a\" is taken by "
          + "\(folders.userFile):2; rename one of them")
    }
  }

  @Test func bytesThatAreNoTextAreRefusedWithTheirLine() {
    #expect(
      message(Array("repos: []\n\n# caf".utf8) + [0xe9] + Array("\n".utf8))
        == "/etc/pcocc/repos.yaml:3: expected UTF-8 text")
  }

  /// Fixed bytes, so that a failure comes again: every cut and many changes of a valid file.
  @Test func noBytesEndTheProgram() {
    let valid = Array("repos:\n  - {name: &a b, path: \"~/\\x41%%\"}\ncache: {path: *a}\n".utf8)
    var state: UInt64 = 1
    for index in valid.indices { _ = try? file.parse(Array(valid[..<index])) }
    for _ in 0..<2000 {
      var bytes = valid
      for _ in 0..<3 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 56)
      }
      do { _ = try file.parse(bytes) } catch { #expect(error is PcoccError) }
    }
  }
}
