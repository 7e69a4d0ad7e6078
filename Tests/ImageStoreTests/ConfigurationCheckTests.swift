import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

struct ConfigurationCheckTests {
  /// The findings about a user's file, each as "VERDICT LINE SUBJECT FOUND", with the folder as "~".
  private func findings(
    _ yaml: String, in folder: FilePath, prepare: () throws -> Void = {}
  ) throws -> [String] {
    try yaml.write(toFile: folder.appending("repos.yaml").string, atomically: true, encoding: .utf8)
    try prepare()
    let environment = ProcessEnvironment(
      configuration: ConfigurationEnvironment(
        variables: [
          "PCOCC_USER_CONF_DIR": folder.string,
          "PCOCC_SYSTEM_CONF_DIR": folder.appending("etc").string,
        ], homeDirectory: folder, user: "ada"), hostName: "here", processID: 7, userID: geteuid())
    return environment.checkConfiguration().map { finding in
      let line = finding.line.map(String.init) ?? "-"
      return "\(finding.verdict.rawValue) \(line) \(finding.subject) \(finding.found)"
        .replacingOccurrences(of: folder.string, with: "~")
    }
  }

  @Test func everyMistakeIsTold() throws {
    try withTemporaryFolder { folder in
      let found = try findings(
        """
        repos:
          - name: a
            path: \(folder)/a
          - nmae: b
            path: /b
          - name: c
            path: relative
          - name: a
            path: /elsewhere
          - name: "d/"
            path: /d
        reps: 1
        """, in: folder)
      #expect(
        found == [
          "note - file does not exist",
          "failure 4 file nmae: unknown key, expected name and path",
          "failure 4 file repos: expected a name",
          "failure 7 file path: expected an absolute path, not \"relative\"",
          "failure 8 file name: \"a\" is taken by ~/repos.yaml:2",
          "failure 10 file name: bad repository name \"d/\": \"/\" cannot be part of it",
          "failure 12 file reps: unknown key, expected repos and cache",
          "note 2 repository(a) ~/a: does not exist",
        ])
      // Every other verb stops at a mistake.
      let loader = ConfigurationLoader(
        fileSystem: LocalFileSystem(),
        environment: ConfigurationEnvironment(
          variables: ["PCOCC_USER_CONF_DIR": folder.string], homeDirectory: nil, user: "ada"))
      #expect(throws: PcoccError.self) { try loader.load() }
    }
  }

  @Test func repositoriesAreLookedAt() throws {
    try withTemporaryFolder { folder in
      let found = try findings(
        """
        repos:
          - {name: good, path: "\(folder)/good"}
          - {name: again, path: "\(folder)/good/../good"}
          - {name: other, path: "\(folder)/other"}
        cache: {path: "\(folder)/cache"}
        """, in: folder
      ) {
        let context = StoreContext(
          fileSystem: LocalFileSystem(), user: "ada", hostName: "here", processID: 7)
        _ = try Repository.create(
          RepositoryName("good"), at: folder.appending("good"), context: context)
        let other = folder.appending("other").string
        try FileManager.default.createDirectory(
          atPath: other + "/stranger", withIntermediateDirectories: true)
      }
      #expect(found.prefix(2) == ["ok - file names 3 repositories", "note - file does not exist"])
      #expect(
        found.dropFirst(2) == [
          "ok 2 repository(good) ~/good: version 2, writable, sharing private",
          "ok 3 repository(again) ~/good/../good: version 2, writable, sharing private",
          "failure 4 repository(other) ~/other: is not a repository: it holds other files and no "
            + ".config",
          "warning 3 repository(again) ~/good: is the path of repository good too",
          "note - cache ~/cache: cannot examine: no such file or directory",
        ])
    }
  }

  @Test func badTextIsOneMistake() throws {
    try withTemporaryFolder { folder in
      let found = try findings("repos: [", in: folder)
      #expect(found.count == 2)
      #expect(found.last?.hasPrefix("failure ") == true)
      #expect(found.last?.contains("expected well-formed YAML") == true)
    }
  }
}
