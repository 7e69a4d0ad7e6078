import FileSupport
import Foundation
import ImageStore
import SystemPackage

/// A user's and a system's configuration folder of a test's own.
struct ConfigurationFolders {
  let folder: FilePath
  var environment: ConfigurationEnvironment

  init(_ folder: FilePath) {
    self.folder = folder
    environment = ConfigurationEnvironment(
      variables: ["PCOCC_SYSTEM_CONF_DIR": folder.appending("etc").string],
      homeDirectory: folder, user: "ada")
  }

  var userFile: FilePath { folder.appending(".pcocc/repos.yaml") }
  var systemFile: FilePath { folder.appending("etc/repos.yaml") }

  func write(_ text: String, to path: FilePath) throws {
    try write(Data(text.utf8), to: path)
  }

  func write(_ bytes: Data, to path: FilePath) throws {
    try FileManager.default.createDirectory(
      atPath: path.removingLastComponent().string, withIntermediateDirectories: true)
    try bytes.write(to: URL(fileURLWithPath: path.string))
  }

  func load(_ files: any FileSystem = LocalFileSystem()) throws -> Configuration {
    try ConfigurationLoader(fileSystem: files, environment: environment).load()
  }

  /// "NAME PATH" of each repository, in order.
  func loadedRepositories() throws -> [String] {
    try load().repositories.map { "\($0.name) \($0.path)" }
  }
}
