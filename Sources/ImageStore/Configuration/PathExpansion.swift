internal import PathKit
internal import SystemPackage

/// Turns a path as configuration files write it into the one that is meant.
///
/// `%{env:NAME}`, `%{homedir}`, `%homedir`, `%{user}` and `%user` are replaced, `%%` is a percent
/// sign, and a leading `~` is the home folder. Nothing else in a path has a meaning of its own.
struct PathExpansion {
  let environment: ConfigurationEnvironment

  /// Why a text cannot be turned into a path, in a few words.
  struct Failure: Error {
    var problem: String
  }

  func expand(_ text: String) throws -> FilePath {
    var path = Path(try replaceVariables(in: try replaceTilde(in: text)))
    guard path.isAbsolute else { throw Failure(problem: "\"\(text)\" is not an absolute path") }
    path = path.normalize()
    return FilePath(path.string)
  }

  private func replaceTilde(in text: String) throws -> String {
    guard text.hasPrefix("~") else { return text }
    guard text == "~" || text.hasPrefix("~/") else {
      throw Failure(problem: "\"\(text)\" means the home of another user; write its path")
    }
    return try home() + text.dropFirst()
  }

  private func home() throws -> String {
    guard let home = environment.homeDirectory else {
      throw Failure(problem: "the home folder is not known; set HOME")
    }
    return home.string
  }

  private func replaceVariables(in text: String) throws -> String {
    var result = ""
    var rest = Substring(text)
    while let percent = rest.firstIndex(of: "%") {
      result += rest[..<percent]
      rest = rest[rest.index(after: percent)...]
      result += try takeVariable(from: &rest)
    }
    return result + rest
  }

  /// Takes what follows a percent sign and returns what it stands for.
  private func takeVariable(from rest: inout Substring) throws -> String {
    if rest.hasPrefix("%") {
      rest.removeFirst()
      return "%"
    }
    if rest.hasPrefix("{"), let end = rest.firstIndex(of: "}") {
      let name = rest[..<end].dropFirst()
      rest = rest[rest.index(after: end)...]
      return try value(of: String(name))
    }
    for name in ["homedir", "user"] where rest.hasPrefix(name) {
      rest.removeFirst(name.count)
      return try value(of: name)
    }
    throw Failure(problem: "\"%\" stands alone; write \"%%\" for a percent sign")
  }

  private func value(of name: String) throws -> String {
    switch name {
    case "homedir": return try home()
    case "user": return environment.user
    default: break
    }
    guard name.hasPrefix("env:") else {
      throw Failure(
        problem: "\"%{\(name)}\" is unknown; known are %{env:NAME}, %{homedir} and %{user}")
    }
    let variable = String(name.dropFirst(4))
    guard let value = environment.variables[variable] else {
      throw Failure(problem: "the environment variable \"\(variable)\" is not set")
    }
    return value
  }
}
