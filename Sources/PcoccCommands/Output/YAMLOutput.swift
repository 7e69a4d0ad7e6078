internal import ImageStore
internal import Yams

/// Results as YAML: the same keys and values as in JSON.
enum YAMLOutput {
  /// One document.
  static func text(_ value: JSONValue) -> String {
    // Nodes of strings, numbers and lists of them: writing them cannot fail.
    (try? Yams.serialize(node: node(value), allowUnicode: true, sortKeys: true)) ?? ""
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
      Node(members.sorted { $0.key < $1.key }.map { (Node($0.key), node($0.value)) }, Tag(.map))
    }
  }
}
