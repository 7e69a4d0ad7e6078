import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// What a program opens with `ImageManager(.current)`.
struct ProcessEnvironmentTests {
  private func environment(_ folder: FilePath?, _ variables: [String: String] = [:])
    -> ProcessEnvironment
  {
    ProcessEnvironment(
      configuration: ConfigurationEnvironment(
        variables: variables.merging(["PCOCC_SYSTEM_CONF_DIR": "/nowhere"]) { $1 },
        homeDirectory: folder, user: "ada"),
      hostName: "here", processID: 7, userID: geteuid())
  }

  @Test func opensWhatTheConfigurationSays() throws {
    try withTemporaryFolder { folder in
      let plain = try ImageManager(environment(folder))
      #expect(plain.configuration.repositories.map(\.name.description) == ["user"])
      try "repos: [{name: global, path: /srv/images}]\n".write(
        toFile: folder.appending("repos.yaml").string, atomically: true, encoding: .utf8)
      let manager = try ImageManager(
        environment(folder, ["PCOCC_USER_CONF_DIR": folder.string]))
      #expect(manager.configuration.repositories.map(\.path) == ["/srv/images"])
      #expect(manager.context.user == "ada")
      #expect(manager.context.catalogFolder == folder.appending(".cache/pcocc/catalog"))
    }
  }

  @Test func refusesABadConfiguration() throws {
    try withTemporaryFolder { folder in
      try "repos: 7\n".write(
        toFile: folder.appending("repos.yaml").string, atomically: true, encoding: .utf8)
      let error = #expect(throws: PcoccError.self) {
        try ImageManager(environment(folder, ["PCOCC_USER_CONF_DIR": folder.string]))
      }
      #expect(error?.code == .configuration)
    }
  }

  @Test func hasTheUsersTasks() throws {
    try withTemporaryFolder { folder in
      let tasks = try ImageManager(environment(folder)).tasks.list()
      #expect(tasks == [])
    }
    // Without a home there is nowhere to look; a configuration is found all the same.
    try withTemporaryFolder { folder in
      try "repos: [{name: global, path: /srv/images}]\n".write(
        toFile: folder.appending("repos.yaml").string, atomically: true, encoding: .utf8)
      let manager = try ImageManager(environment(nil, ["PCOCC_USER_CONF_DIR": folder.string]))
      let error = #expect(throws: PcoccError.self) { try manager.tasks }
      #expect(error?.code == .configuration)
    }
  }

  @Test func thisProcessHasOne() {
    let environment = ProcessEnvironment.current
    #expect(environment.processID == getpid())
    #expect(!environment.hostName.isEmpty && !environment.configuration.user.isEmpty)
  }
}
