internal import FileSupport
internal import SystemPackage
internal import Yams

/// Reads one configuration file: a mapping with `repos`, a list of `name` and `path`, and `cache`,
/// with a `path` of its own. Both may be missing, and the list may be empty.
struct ConfigurationFile {
  let path: FilePath
  let expansion: PathExpansion
  /// Takes what is wrong; what it is about is left out where this does not throw.
  var report: ConfigurationProblem.Report = { throw $0.error }

  /// What the file adds to the configuration.
  struct Content {
    var entries: [Entry] = []
    var cachePath: FilePath?
  }

  struct Entry {
    var repository: RepositoryConfiguration
    /// The file and line that name it, for messages.
    var place: String
  }

  /// - Throws: `configuration` with file, line, key and what was expected, unless `report` takes it.
  func parse(_ bytes: [UInt8]) throws -> Content {
    try unlessWrong { () -> Content? in
      guard let root = try compose(bytes) else { return nil }
      let members = try members(of: root, "top level", allowed: ["repos", "cache"])
      return Content(
        entries: try unlessWrong { try members["repos"].map(entries) } ?? [],
        cachePath: try unlessWrong { try members["cache"].map(cachePath) })
    } ?? Content()
  }

  /// nil where something is wrong that `report` took.
  private func unlessWrong<Result>(_ body: () throws -> Result?) throws -> Result? {
    do {
      return try body()
    } catch let problem as ConfigurationProblem {
      try report(problem)
      return nil
    }
  }

  /// nil where the file holds nothing but comments.
  private func compose(_ bytes: [UInt8]) throws -> Node? {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw failure(lineOfBadText(bytes), "expected UTF-8 text")
    }
    do {
      return try YAMLText.compose(text)
    } catch {
      let hint = error.line.map { Self.hint(atLine: $0, of: text) } ?? ""
      throw failure(error.line, "expected well-formed YAML: \(error.explanation)\(hint)")
    }
  }

  /// A path is likely to begin with a variable, which YAML lets no text do without quotes.
  private static func hint(atLine number: Int, of text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.indices.contains(number - 1), lines[number - 1].contains(": %") else { return "" }
    return "; a text that begins with % needs quotes"
  }

  /// A line feed is never part of another character, so each line can be tried alone.
  private func lineOfBadText(_ bytes: [UInt8]) -> Int? {
    bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .firstIndex { String(validating: $0, as: UTF8.self) == nil }.map { $0 + 1 }
  }

  private func entries(_ node: Node) throws -> [Entry] {
    guard let list = node.sequence else {
      throw failure(node, "repos", "expected a list of repositories, each with name and path")
    }
    return try list.compactMap { node in try unlessWrong { try entry(node) } }
  }

  private func entry(_ node: Node) throws -> Entry {
    let members = try members(of: node, "repos", allowed: ["name", "path"])
    let nameNode = try required("name", in: members, of: node, "repos")
    let pathNode = try required("path", in: members, of: node, "repos")
    return Entry(
      repository: RepositoryConfiguration(
        name: try name(nameNode), path: try path(pathNode), origin: path,
        line: nameNode.mark?.line),
      place: place(nameNode.mark?.line))
  }

  private func cachePath(_ node: Node) throws -> FilePath {
    let members = try members(of: node, "cache", allowed: ["path"])
    return try path(required("path", in: members, of: node, "cache"))
  }

  private func name(_ node: Node) throws -> RepositoryName {
    do {
      return try RepositoryName(text(node, "name"))
    } catch let error as PcoccError where error.code == .usage {
      throw failure(node, "name", error.message, advice: error.advice)
    }
  }

  private func path(_ node: Node) throws -> FilePath {
    let text = try text(node, "path")
    do {
      return try expansion.expand(text)
    } catch {
      throw failure(node, "path", error.problem)
    }
  }

  /// Numbers and the like are refused, as in pcocc: how YAML reads them need not be how they look.
  private func text(_ node: Node, _ key: String) throws -> String {
    guard let scalar = node.scalar else { throw failure(node, key, "expected a text") }
    guard !scalar.string.isEmpty else {
      throw failure(node, key, "expected a text, and it is empty")
    }
    guard YAMLText.isText(node) else {
      throw failure(node, key, "expected a text, put \"\(scalar.string)\" in quotes")
    }
    return scalar.string
  }

  private func members(
    of node: Node, _ place: String, allowed: [String]
  ) throws -> [String: Node] {
    let expected = allowed.joined(separator: " and ")
    guard let mapping = node.mapping else {
      throw failure(node, place, "expected a mapping with \(expected)")
    }
    var members: [String: Node] = [:]
    for (key, value) in mapping {
      guard let name = key.scalar?.string, allowed.contains(name) else {
        let problem = failure(
          key, key.scalar?.string ?? place, "unknown key, expected \(expected)",
          advice: key.scalar.flatMap { Spelling.question(about: $0.string, among: allowed) })
        try report(problem)
        continue
      }
      members[name] = value
    }
    return members
  }

  private func required(
    _ key: String, in members: [String: Node], of node: Node, _ place: String
  ) throws -> Node {
    guard let member = members[key] else { throw failure(node, place, "expected a \(key)") }
    return member
  }

  private func failure(
    _ node: Node, _ key: String, _ problem: String, advice: String? = nil
  ) -> ConfigurationProblem {
    failure(node.mark?.line, "\(key): \(problem)", advice: advice)
  }

  private func failure(
    _ line: Int?, _ problem: String, advice: String? = nil
  ) -> ConfigurationProblem {
    ConfigurationProblem(
      file: path, line: line, error: .badConfiguration(place(line), problem, advice: advice),
      explanation: problem)
  }

  private func place(_ line: Int?) -> String { line.map { "\(path):\($0)" } ?? path.string }
}
