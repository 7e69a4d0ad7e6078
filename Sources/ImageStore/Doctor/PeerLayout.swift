internal import SystemPackage

/// The files in `.doctor-peer` by which two runs of `repo doctor` meet. Each run has a token.
struct PeerLayout: Sendable, Hashable {
  let folder: FilePath
  let token: String

  /// "I am here": host and clock.
  var greeting: FilePath { folder.appending("hello-\(token)") }

  static func token(ofGreeting name: String) -> String? {
    let parts = name.split(separator: "-")
    return parts.count == 2 && parts[0] == "hello" ? String(parts[1]) : nil
  }

  /// "I have seen you".
  func answer(to other: String) -> FilePath { folder.appending("seen-\(token)-\(other)") }
  func answer(from other: String) -> FilePath { folder.appending("seen-\(other)-\(token)") }

  /// Names that both try to take.
  func prize(_ kind: String, _ number: Int, with other: String) -> FilePath {
    folder.appending("\(kind)-\(min(token, other))-\(max(token, other))-\(number)")
  }

  /// What gets a second name in the race of links.
  func source(with other: String) -> FilePath { folder.appending("source-\(token)-\(other)") }

  /// What this run has won and seen.
  func result(for other: String) -> FilePath { folder.appending("result-\(token)-for-\(other)") }
  func result(from other: String) -> FilePath { folder.appending("result-\(other)-for-\(token)") }
}
