internal import SystemPackage

/// Turns a path as configuration files write it into the one that is meant.
///
/// `%{env:NAME}`, `%{homedir}`, `%homedir` and `%{user}` are replaced, `%%` is a percent sign, and a
/// leading `~` is the home folder. Nothing else in a path has a meaning of its own, and what is put
/// in is not looked into again.
struct PathExpansion {
  let environment: ConfigurationEnvironment

  /// Why a text cannot be turned into a path, in a few words.
  struct Failure: Error {
    var problem: String
  }

  func expand(_ text: String) throws(Failure) -> FilePath {
    var rest = Substring(text)
    var result = try takeHome(from: &rest)
    while let percent = rest.firstIndex(of: "%") {
      result += rest[..<percent]
      rest = rest[rest.index(after: percent)...]
      result += try takeVariable(from: &rest)
    }
    result += rest
    guard result.hasPrefix("/"), !result.utf8.contains(0) else {
      throw Failure(problem: "expected an absolute path, not \"\(result)\"")
    }
    return FilePath(result)
  }

  /// Takes a leading `~` and returns what it stands for.
  private func takeHome(from rest: inout Substring) throws(Failure) -> String {
    guard rest.hasPrefix("~") else { return "" }
    guard rest == "~" || rest.hasPrefix("~/") else {
      throw Failure(problem: "expected \"~/\" or the path of the folder meant by \"\(rest)\"")
    }
    rest.removeFirst()
    return try home()
  }

  /// Takes what follows a percent sign and returns what it stands for.
  private func takeVariable(from rest: inout Substring) throws(Failure) -> String {
    if rest.hasPrefix("%") {
      rest.removeFirst()
      return "%"
    }
    if rest.hasPrefix("{"), let end = rest.firstIndex(of: "}") {
      let name = rest[..<end].dropFirst()
      rest = rest[rest.index(after: end)...]
      return try value(of: String(name))
    }
    if rest.hasPrefix("homedir") {
      rest.removeFirst("homedir".count)
      return try home()
    }
    throw Failure(problem: "expected %{env:NAME}, %{homedir}, %{user} or %% after \"%\"")
  }

  private func value(of name: String) throws(Failure) -> String {
    switch name {
    case "homedir": return try home()
    case "user": return environment.user
    case _ where name.hasPrefix("env:"): return try variable(String(name.dropFirst(4)))
    default:
      throw Failure(
        problem: "expected %{env:NAME}, %{homedir} or %{user}, \"%{\(name)}\" is unknown")
    }
  }

  private func home() throws(Failure) -> String {
    guard let home = environment.homeDirectory else {
      throw Failure(problem: "the home folder is not known, set HOME")
    }
    return home.string
  }

  /// An empty variable counts as unset: "/scratch/%{env:PROJECT}" must not become the parent of all.
  private func variable(_ name: String) throws(Failure) -> String {
    guard let value = environment.variables[name], !value.isEmpty else {
      throw Failure(problem: "the environment variable \"\(name)\" is not set")
    }
    return value
  }
}
