import FileSupport
import Foundation
import ImageStore
import SystemPackage
import TestSupport
import Testing

@Suite struct ConfigurationLoaderTests {
  @Test func withoutAnyFileTheUserHasOneRepository() throws {
    try withTemporaryFolder { folder in
      let configuration = try ConfigurationFolders(folder).load()
      let user = try #require(configuration.repositories.first)
      #expect(configuration.repositories.count == 1)
      #expect(user.name.description == "user")
      #expect(user.path == folder.appending(".pcocc/images"))
      #expect(user.origin == nil)
      #expect(configuration.cachePath == nil)
    }
  }

  @Test func withoutFileAndHomeTheAdviceNamesTheSystemFile() throws {
    try withTemporaryFolder { folder in
      var folders = ConfigurationFolders(folder)
      folders.environment.homeDirectory = nil
      let error = #expect(throws: PcoccError.self) { try folders.load() }
      #expect(error?.code == .configuration)
      #expect(
        error?.description
          == "there is no repos.yaml and the home folder is not known; set HOME or write "
          + "\(folders.systemFile)")
    }
  }

  @Test func theUsersRepositoriesComeFirstAndEachFileKeepsItsOrder() throws {
    try withTemporaryFolder { folder in
      let folders = ConfigurationFolders(folder)
      let text = { (names: [String]) in
        "repos:\n" + names.map { "  - {name: \($0), path: /\($0)}\n" }.joined()
      }
      try folders.write(text(["s2", "s1"]), to: folders.systemFile)
      try folders.write(text(["sd"]), to: folder.appending("etc/repos.d/x.yaml"))
      try folders.write(text(["u2", "u1"]), to: folders.userFile)
      try folders.write(text(["d10"]), to: folder.appending(".pcocc/repos.d/10.yaml"))
      try folders.write(text(["d05"]), to: folder.appending(".pcocc/repos.d/05.yaml"))
      let configuration = try folders.load()
      #expect(
        configuration.repositories.map(\.name.description)
          == ["u2", "u1", "d05", "d10", "s2", "s1", "sd"])
      #expect(configuration.repositories.first?.origin == folders.userFile)
      #expect(
        configuration.repositories.last?.origin == folder.appending("etc/repos.d/x.yaml"))
    }
  }

  @Test func aDropInAloneIsAConfigurationAndOtherNamesAreNoDropIns() throws {
    try withTemporaryFolder { folder in
      let folders = ConfigurationFolders(folder)
      let dropIns = folder.appending(".pcocc/repos.d")
      try folders.write("repos: [{name: a, path: /a}]", to: dropIns.appending("a[1].yaml"))
      for name in ["a.yml", "a.yaml~", "a.yaml.bak", ".a.yaml", "README"] {
        try folders.write("no: configuration", to: dropIns.appending(name))
      }
      #expect(try folders.loadedRepositories() == ["a /a"])
    }
  }

  @Test func foldersAreNeverTakenForPatterns() throws {
    try withTemporaryFolder { folder in
      var folders = ConfigurationFolders(folder)
      let odd = folder.appending("a[b]*")
      folders.environment.variables["PCOCC_USER_CONF_DIR"] = odd.string
      try folders.write("repos: [{name: a, path: '/r[1]*'}]", to: odd.appending("repos.d/a.yaml"))
      try folders.write("neighbour: x", to: folder.appending("ab/repos.d/a.yaml"))
      #expect(try folders.loadedRepositories() == ["a /r[1]*"])
    }
  }

  @Test func anEmptyVariableLeavesTheUsersFolderWhereItIs() throws {
    try withTemporaryFolder { folder in
      var folders = ConfigurationFolders(folder)
      folders.environment.variables["PCOCC_USER_CONF_DIR"] = ""
      try folders.write("repos: [{name: a, path: /a}]", to: folders.userFile)
      #expect(try folders.loadedRepositories() == ["a /a"])
    }
  }

  @Test func theFirstCacheIsFollowed() throws {
    try withTemporaryFolder { folder in
      let folders = ConfigurationFolders(folder)
      try folders.write("cache: {path: /system}", to: folders.systemFile)
      #expect(try folders.load().cachePath == "/system")
      try folders.write("cache: {path: '/tmp/%{user}/'}", to: folders.userFile)
      #expect(try folders.load().cachePath == "/tmp/ada")
    }
  }

  @Test(arguments: ["", "# nothing yet\n", "{}", "repos: []", "cache: {path: /c}"])
  func aFileWithoutRepositoriesAddsNone(text: String) throws {
    try withTemporaryFolder { folder in
      let folders = ConfigurationFolders(folder)
      try folders.write(text, to: folders.systemFile)
      #expect(try folders.loadedRepositories() == [])
      try folders.write("repos: [{name: a, path: /a}]", to: folders.userFile)
      #expect(try folders.loadedRepositories() == ["a /a"])
    }
  }

  @Test func aNameTakenInAnotherFileNamesBothPlaces() throws {
    try withTemporaryFolder { folder in
      let folders = ConfigurationFolders(folder)
      try folders.write("repos:\n  - {name: a, path: /a}", to: folders.userFile)
      try folders.write(
        "repos:\n  - path: /b\n    name: b\n  - path: /c\n    name: a", to: folders.systemFile)
      let error = #expect(throws: PcoccError.self) { try folders.load() }
      #expect(error?.code == .configuration)
      #expect(
        error?.description == "\(folders.systemFile):5: name: expected a new name, \"a\" is taken "
          + "by \(folders.userFile):2; rename one of them")
    }
  }

  @Test func aFileThatIsNoFileIsAnError() throws {
    try withTemporaryFolder { folder in
      let folders = ConfigurationFolders(folder)
      try folders.write("", to: folders.systemFile.appending("x"))
      let error = #expect(throws: PcoccError.self) { try folders.load() }
      #expect(error?.code == .configuration)
      #expect(error?.path == folders.systemFile)
    }
  }

  @Test func aFileOfMoreThanAMebibyteIsAnError() throws {
    try withTemporaryFolder { folder in
      let folders = ConfigurationFolders(folder)
      let limit = 1 << 20
      try folders.write(Data(repeating: 0x0a, count: limit), to: folders.systemFile)
      #expect(try folders.loadedRepositories() == [])
      try folders.write(Data(repeating: 0x0a, count: limit + 1), to: folders.systemFile)
      let error = #expect(throws: PcoccError.self) { try folders.load() }
      #expect(error?.code == .configuration)
      #expect(
        error?.description
          == "\(folders.systemFile): is 1048577 bytes long, more than the 1048576 allowed")
    }
  }

  struct Denied: Sendable {
    var operation: InterceptingFileSystem.Operation
    var path: String
  }

  @Test(arguments: [
    Denied(operation: .openForReading, path: "etc/repos.yaml"),
    Denied(operation: .openForReading, path: ".pcocc/repos.d/a.yaml"),
    Denied(operation: .entries, path: "etc/repos.d"),
  ])
  func whatIsThereAndCannotBeReadIsAnError(denied: Denied) throws {
    try withTemporaryFolder { folder in
      let folders = ConfigurationFolders(folder)
      try folders.write("", to: folder.appending(".pcocc/repos.d/a.yaml"))
      let path = folder.appending(denied.path)
      let files = InterceptingFileSystem { call in
        if call.operation == denied.operation, call.path == path {
          throw PcoccError.fileSystem("cannot open", path, .permissionDenied)
        }
      }
      let error = #expect(throws: PcoccError.self) { try folders.load(files) }
      #expect(error?.code == .permission)
      #expect(error?.path == path)
    }
  }

  @Test func theSampleIsValid() throws {
    try withTemporaryFolder { folder in
      let folders = ConfigurationFolders(folder)
      let sample = try Data(
        contentsOf: URL(fileURLWithPath: Checkout.root.appending("etc/repos.yaml").string))
      try folders.write(sample, to: folders.systemFile)
      #expect(
        try folders.loadedRepositories()
          == ["user \(folder)/.pcocc/images", "global /var/lib/pcocc/images"])
      #expect(try folders.load().cachePath == nil)
    }
  }

  @Test func linksThatLeadToEachOtherAreAMistakeInTheConfiguration() throws {
    try withTemporaryFolder { folder in
      let folders = ConfigurationFolders(folder)
      try folders.write("", to: folders.userFile)
      try FileManager.default.removeItem(atPath: folders.userFile.string)
      try FileManager.default.createSymbolicLink(
        atPath: folders.userFile.string, withDestinationPath: folders.userFile.string)
      let error = #expect(throws: PcoccError.self) { try folders.load() }
      #expect(error?.code == .configuration)
      #expect(error?.cause == .tooManySymbolicLinkLevels)
    }
  }
}
