internal import FileSupport
internal import SystemPackage
internal import Yams

/// One configuration file: a mapping with `repos`, a list of `name` and `path`, and `cache`, with a
/// `path` of its own.
struct ConfigurationFile {
  let path: FilePath
  let expansion: PathExpansion

  /// What the file adds to the configuration.
  struct Content {
    var repositories: [RepositoryConfiguration] = []
    var cachePath: FilePath?
  }

  /// - Throws: `configuration` with file, line, key and what was expected.
  func parse(_ text: String) throws -> Content {
    var content = Content()
    guard let root = try compose(text) else { return content }
    for (key, value) in try members(of: root, "the file", allowed: ["repos", "cache"]) {
      switch key {
      case "repos": content.repositories = try repositories(value)
      default: content.cachePath = try cachePath(value)
      }
    }
    return content
  }

  /// nil where the file holds nothing but comments.
  private func compose(_ text: String) throws -> Node? {
    do {
      return try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw failure(error.line, "not well-formed YAML: \(error.explanation)")
    }
  }

  private func repositories(_ node: Node) throws -> [RepositoryConfiguration] {
    guard let list = node.sequence else {
      throw failure(node, "repos", "expected a list of repositories, each with name and path")
    }
    return try list.map { try repository($0) }
  }

  private func repository(_ node: Node) throws -> RepositoryConfiguration {
    let members = try members(of: node, "repos", allowed: ["name", "path"])
    guard let nameNode = members["name"] else {
      throw failure(node, "repos", "expected a name for each repository")
    }
    guard let pathNode = members["path"] else {
      throw failure(node, "repos", "expected a path for each repository")
    }
    do {
      return RepositoryConfiguration(
        name: try RepositoryName(try string(nameNode, "name")), path: try path(pathNode),
        origin: path)
    } catch let error as PcoccError where error.code == .usage {
      throw failure(nameNode, "name", error.message)
    }
  }

  private func cachePath(_ node: Node) throws -> FilePath {
    guard let value = try members(of: node, "cache", allowed: ["path"])["path"] else {
      throw failure(node, "cache", "expected a path")
    }
    return try path(value)
  }

  private func path(_ node: Node) throws -> FilePath {
    do {
      return try expansion.expand(try string(node, "path"))
    } catch let error as PathExpansion.Failure {
      throw failure(node, "path", error.problem)
    }
  }

  private func string(_ node: Node, _ key: String) throws -> String {
    guard let text = node.scalar?.string, !text.isEmpty else {
      throw failure(node, key, "expected a text")
    }
    return text
  }

  private func members(
    of node: Node, _ place: String, allowed: Set<String>
  ) throws -> [String: Node] {
    let expected = allowed.sorted().joined(separator: " and ")
    guard let mapping = node.mapping else {
      throw failure(node, place, "expected a mapping with \(expected)")
    }
    var members: [String: Node] = [:]
    for (key, value) in mapping {
      guard let name = key.scalar?.string, allowed.contains(name) else {
        throw failure(key, key.scalar?.string ?? place, "unknown key, expected \(expected)")
      }
      members[name] = value
    }
    return members
  }

  private func failure(_ node: Node, _ key: String, _ problem: String) -> PcoccError {
    failure(node.mark?.line, "\(key): \(problem)")
  }

  private func failure(_ line: Int?, _ problem: String) -> PcoccError {
    let place = line.map { "\(path):\($0)" } ?? path.string
    return PcoccError(.configuration, "\(place): \(problem)")
  }
}

extension YamlError {
  fileprivate var line: Int? {
    switch self {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      mark.line
    default: nil
    }
  }

  fileprivate var explanation: String {
    switch self {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _),
      .composer(_, let problem, _, _):
      problem
    case .duplicatedKeysInMapping(let keys, _):
      "the key \"\(keys.first.map { "\($0)" } ?? "")\" appears twice"
    default: "it cannot be read"
    }
  }
}
