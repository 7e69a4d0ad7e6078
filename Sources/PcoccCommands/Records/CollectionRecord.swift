internal import FileSupport
internal import ImageStore
internal import SystemPackage

/// One collection in one repository.
///
/// Keys: name, path, dry_run, upgraded (to version 2; in a dry run, whether it would
/// be), freed (bytes of disk), items.
struct CollectionRecord: Encodable, Sendable {
  let name: String
  let path: String
  let dryRun: Bool
  let upgraded: Bool
  let freed: Int
  let items: [CollectionItemRecord]

  init(_ result: CollectionResult, _ policy: CollectionPolicy, isDryRun: Bool) {
    name = result.repository.description
    path = result.path.string
    dryRun = isDryRun
    upgraded = result.wasUpgraded
    freed = result.freed
    items = result.items.map { CollectionItemRecord($0, policy) }
  }
}

extension CollectionResult {
  /// What was done, or would be, in one line: what was taken away, what was freed, what is kept and
  /// why.
  func summary(_ policy: CollectionPolicy, isDryRun: Bool) -> String {
    let verbs: [(CollectionItem.Outcome, String)] = [
      (.trashed, "moved to the trash"), (.removed, "removed"), (.restored, "brought back"),
    ]
    var parts = verbs.compactMap { outcome, verb in
      Self.count(items(outcome)).map { "\($0) \(verb)" }
    }
    if wasUpgraded { parts.insert("\(isDryRun ? "to be " : "")upgraded to version 2", at: 0) }
    if freed > 0 { parts.append("\(ByteCount.text(freed)) freed") }
    if parts.isEmpty { parts = ["nothing to do"] }
    let kept = Dictionary(grouping: items(.kept), by: \.reason).sorted {
      $0.key.rawValue < $1.key.rawValue
    }
    let reasons = kept.compactMap { reason, items in
      Self.count(items).map { "\($0) \(reason.explanation(policy))" }
    }
    let text = "\(isDryRun ? "dry run, " : "")repository \(repository): "
    return text + parts.joined(separator: ", ")
      + (reasons.isEmpty ? "" : "; kept: " + reasons.joined(separator: ", "))
  }

  private static func count(_ items: [CollectionItem]) -> String? {
    guard !items.isEmpty else { return nil }
    return Dictionary(grouping: items, by: \.kind).sorted { $0.key.rawValue < $1.key.rawValue }
      .map { kind, items in "\(items.count) \(kind.name(isPlural: items.count != 1))" }
      .joined(separator: ", ")
  }
}

extension CollectionItem.Kind {
  fileprivate func name(isPlural: Bool) -> String {
    let end = isPlural ? "s" : ""
    return switch self {
    case .revision: "revision\(end)"
    case .blob: "blob\(end)"
    case .deletedRevision: "deleted revision\(end)"
    case .unfinished: "unfinished file\(end)"
    case .lease: "ended lease\(end)"
    case .attributes: "old state\(end) of attributes"
    }
  }
}
