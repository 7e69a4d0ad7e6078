internal import ArgumentParser
internal import ImageStore

/// What shells offer for operands that name something: the program is called back by the scripts in
/// `completions/`.
extension CompletionKind {
  static let repository = names(.repository)
  static let newImage = names(.newImage)
  static let bareImage = names(.bareImage)
  static let image = names(.image)
  static let revision = names(.revision)
  static let deletedRevision = names(.deletedRevision)

  /// Ids of tasks.
  static let task = offer { manager, text in
    try manager.tasks.identifiers().map(\.description).filter { $0.hasPrefix(text) }
  }

  /// Ids of leases.
  static let lease = offer { manager, text in
    try manager.leases().map(\.lease.id.description).filter { $0.hasPrefix(text) }
  }

  /// How long a repository is waited for, in seconds: the user waits for the next letter.
  private static let patience = 1.0

  private static func names(_ kind: NameCompletion) -> CompletionKind {
    offer { $0.completions(of: $1, as: kind) }
  }

  /// Whatever goes wrong, nothing is said: it would end up in the middle of the line being typed.
  private static func offer(
    _ names: @escaping @Sendable (ImageManager, String) throws -> [String]
  ) -> CompletionKind {
    .custom { words, index, prefix in
      let typed =
        index == words.indices.last ? prefix : words.indices.contains(index) ? words[index] : ""
      // Names have no character that needs a quotation mark, but shells give it with the word.
      let text = value(in: typed.filter { !"\"'\\".contains($0) })
      let environment = ProcessEnvironment.current
      guard let configuration = try? environment.loadConfiguration() else { return [] }
      var context = environment.context()
      context.contactLimit = patience
      let manager = ImageManager(configuration: configuration, context: context)
      let found = (try? names(manager, text)) ?? []
      return found.map(escaped)
    }
  }

  /// What is typed of a value that may stand in the word of its option.
  private static func value(in word: String) -> String {
    guard word.hasPrefix("--"), let sign = word.firstIndex(of: "=") else { return word }
    return String(word[word.index(after: sign)...])
  }

  /// zsh takes what follows a colon for a description.
  private static func escaped(_ name: String) -> String {
    CompletionShell.requesting == .zsh ? name.replacing(":", with: "\\:") : name
  }
}
