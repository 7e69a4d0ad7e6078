internal import ImageStore
internal import Yams

/// Results as YAML: the same keys and values as in JSON.
enum YAMLOutput {
  /// One document.
  static func text(_ value: JSONValue) -> String {
    let node = node(value)
    let text = serialize(node, allowUnicode: true)
    let isPrintable = text.split(separator: "\n").allSatisfy {
      String($0).escapingControlCharacters == $0
    }
    return isPrintable ? text : serialize(node, allowUnicode: false)
  }

  private static func serialize(_ node: Node, allowUnicode: Bool) -> String {
    // Nodes of strings, numbers and lists of them: writing them cannot fail.
    (try? Yams.serialize(node: node, allowUnicode: allowUnicode, sortKeys: true)) ?? ""
  }

  private static func node(_ value: JSONValue) -> Node {
    switch value {
    case .null: Node("null", Tag(.null))
    case .bool(let value): Node(value ? "true" : "false", Tag(.bool))
    case .integer(let value): Node(String(value), Tag(.int))
    case .number(let value): Node(String(value), Tag(.float))
    // Quoted whatever it looks like: "1" and "no" are strings too.
    case .string(let value): Node(value, Tag(.str), .doubleQuoted)
    case .array(let values): Node(values.map(node), Tag(.seq))
    case .object(let members):
      Node(members.sorted { $0.key < $1.key }.map { (key($0.key), node($0.value)) }, Tag(.map))
    }
  }

  /// Those of our own records read better without quotes; anybody may have named a property "1" or "no".
  private static func key(_ name: String) -> Node {
    let isWord = name.allSatisfy { $0.isASCII && $0.isLetter || $0 == "_" }
    return isWord && !wordsOfYAML.contains(name.lowercased())
      ? Node(name) : Node(name, Tag(.str), .doubleQuoted)
  }

  /// What YAML 1.1 takes for true, false and nothing.
  private static let wordsOfYAML: Set = [
    "", "y", "n", "yes", "no", "true", "false", "on", "off", "null",
  ]
}
