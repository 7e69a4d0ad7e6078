internal import Yams

/// Reads YAML that anybody may have written.
enum YAMLText {
  /// Why a text is not the YAML that is asked for, and where.
  struct Problem: Error {
    /// Counted from 1; nil where it concerns the whole text.
    var line: Int?
    /// A few words.
    var explanation: String
  }

  /// An alias stands for a whole node, one in the next for its square, and so on; Yams walks all of
  /// that where it compares keys. So many of them stand for a few hundred nodes at most.
  private static let aliasLimit = 16

  /// The one document in `text`; nil where there is nothing but comments.
  ///
  /// - Parameter resolver: what tells numbers and the like from texts. Its rules take as long as all else
  ///   that a short command does, so that by default it has none.
  static func compose(
    _ text: String, resolver: Resolver = .basic
  ) throws(Problem) -> Node? {
    guard possibleAliases(in: text) <= aliasLimit else {
      throw Problem(line: nil, explanation: "it has more than \(aliasLimit) aliases")
    }
    do {
      // The encoding is given because Yams takes its default from the environment, and prints that.
      return try Yams.compose(yaml: text, resolver, .default, .utf8)
    } catch let error as YamlError {
      throw error.problem
    } catch {
      throw Problem(line: nil, explanation: "it cannot be read")
    }
  }

  /// Whether a node that was read without rules is a text by those of YAML 1.1 too: what is not quoted
  /// may be a number, a date, true, false or null.
  static func isText(_ node: Node) -> Bool {
    if let scalar = node.scalar, scalar.tag == Tag(.implicit, .basic), mayBeOther(scalar.string) {
      return Resolver.default.resolveTag(of: Node(scalar.string)) == .str
    }
    return node.tag == Tag(.str, .basic)
  }

  /// Spares most texts the rules: whatever else begins with a letter is one of a few words.
  private static func mayBeOther(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return true }
    switch first {
    case "/", "$": return false
    case "A"..."Z", "a"..."z":
      return ["yes", "no", "true", "false", "on", "off", "null"].contains(text.lowercased())
    default: return true
    }
  }

  /// Asterisks before a name, in comments and quotes too: what is one is known only by reading all.
  private static func possibleAliases(in text: String) -> Int {
    zip(text.utf8, text.utf8.dropFirst()).count {
      $0 == UInt8(ascii: "*") && $1.isPartOfAnchor
    }
  }
}

extension UInt8 {
  /// As libyaml has it, which is narrower than YAML itself.
  fileprivate var isPartOfAnchor: Bool {
    switch Unicode.Scalar(self) {
    case "0"..."9", "A"..."Z", "a"..."z", "_", "-": true
    default: false
    }
  }
}

extension YamlError {
  fileprivate var problem: YAMLText.Problem {
    switch self {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      YAMLText.Problem(
        line: mark.line,
        explanation: problem.contains("nesting level") ? "it is nested too deeply" : problem)
    case .reader(let problem, let offset, _, let text):
      YAMLText.Problem(
        line: offset.map { text.prefix($0).count(where: \.isNewline) + 1 }, explanation: problem)
    case .duplicatedKeysInMapping(let keys, let context):
      YAMLText.Problem(
        line: context.mark.line, explanation: "the key \"\(keys.first ?? "")\" appears twice")
    default:
      YAMLText.Problem(line: nil, explanation: "it cannot be read")
    }
  }
}
