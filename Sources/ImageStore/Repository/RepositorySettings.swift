internal import FileSupport
internal import Foundation
internal import SystemPackage

/// What `.settings.json` says of a repository. pcocc does not know this file.
struct RepositorySettings: Sendable, Hashable {
  var sharing: Sharing

  private static let sizeLimit = 64 << 10

  /// Reads the settings; a repository without any is private.
  ///
  /// - Throws: where they cannot be read: whoever wrote without them would keep the others out.
  static func read(
    _ layout: RepositoryLayout, _ files: any FileSystem
  ) throws -> RepositorySettings {
    guard let file = try files.openAgainIfStale(layout.settings) else {
      return RepositorySettings(sharing: .private)
    }
    return try RepositorySettings(
      json: try file.contents(limit: sizeLimit), path: layout.settings)
  }

  init(sharing: Sharing) { self.sharing = sharing }

  /// Keys that are unknown are those of a newer release.
  init(json bytes: [UInt8], path: FilePath) throws {
    let values = Sharing.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
    guard let stored = try? JSONDecoder().decode(StoredSettings.self, from: Data(bytes)) else {
      throw PcoccError(
        .corrupt, "bad settings, expected {\"sharing\": VALUE}", path: path,
        advice: "the repository's owner may mend the file; VALUE is one of \(values)")
    }
    guard let sharing = Sharing(rawValue: stored.sharing) else {
      throw PcoccError(
        .unsupported, "unknown sharing \"\(stored.sharing)\", expected one of \(values)",
        path: path,
        advice: "a newer release of this program may know it")
    }
    self.sharing = sharing
  }

  /// The file: one JSON object on a line.
  var encoded: [UInt8] {
    Array("\(JSONValue.object(["sharing": .string(sharing.rawValue)]).text)\n".utf8)
  }
}

private struct StoredSettings: Decodable {
  var sharing: String
}
