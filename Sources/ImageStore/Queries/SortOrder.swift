internal import FileSupport

/// By what a list is ordered, first thing first. Images that are equal in all of it are ordered by
/// their ids.
public struct SortOrder: Sendable, Hashable {
  /// What images can be ordered by, by the names of the Images API.
  public enum Key: String, Sendable, CaseIterable {
    /// Texts by their characters; a size by its bytes, the unknown one before all others.
    case name, status, id, owner, visibility, size
    /// ``ImageAttributes/containerFormat``, by its name.
    case containerFormat = "container_format"
    /// ``ImageAttributes/diskFormat``, by its name.
    case diskFormat = "disk_format"
    /// When the image was made, in whole seconds.
    case createdAt = "created_at"
    /// When the image was last changed, in whole seconds.
    case updatedAt = "updated_at"
    /// GB of disk that the image asks for.
    case minimumDisk = "min_disk"
    /// MB of memory that the image asks for.
    case minimumMemory = "min_ram"
  }

  struct Term: Sendable, Hashable {
    var key: Key
    var isDescending: Bool
  }

  var terms: [Term]

  /// The youngest first.
  public static let standard = SortOrder(terms: [Term(key: .createdAt, isDescending: true)])

  init(terms: [Term]) { self.terms = terms }

  /// `KEY[:asc|desc],…`; without a direction a key is taken in ascending order, and times the youngest
  /// first.
  ///
  /// - Throws: `usage` for another key or direction, with those that there are.
  public init(_ text: String) throws {
    terms = try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      let words = part.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return try Term(
        String(words[0]), direction: words.count == 2 ? String(words[1]) : nil)
    }
  }

  /// Keys and directions in two lists. A single direction is that of all keys.
  ///
  /// - Throws: `usage` for another key or direction, and where the numbers do not fit.
  public init(keys: [String], directions: [String]) throws {
    let keys = keys.isEmpty ? [Key.createdAt.rawValue] : keys
    guard directions.count <= 1 || directions.count == keys.count else {
      throw PcoccError(
        .usage, "\(keys.count) sort keys and \(directions.count) directions",
        advice: "give one direction, or one for each key")
    }
    terms = try keys.enumerated().map { index, key in
      try Term(key, direction: directions.count > 1 ? directions[index] : directions.first)
    }
  }

  /// Whether one image comes before another one.
  func areInOrder(_ left: ImageSummary, _ right: ImageSummary) -> Bool {
    for term in terms {
      let (first, second) = term.isDescending ? (right, left) : (left, right)
      if let isBefore = term.key.isBefore(first, second) { return isBefore }
    }
    return left.place < right.place
  }
}

extension SortOrder.Term {
  fileprivate init(_ name: String, direction: String?) throws {
    guard let key = SortOrder.Key(rawValue: name) else {
      throw PcoccError.unknown(
        "sort key", name, known: SortOrder.Key.allCases.map(\.rawValue))
    }
    self.key = key
    switch direction {
    case "asc": isDescending = false
    case "desc": isDescending = true
    case nil: isDescending = key == .createdAt || key == .updatedAt
    case let other?:
      throw PcoccError(.usage, "\"\(other)\" is not a direction; there are asc and desc")
    }
  }
}

extension SortOrder.Key {
  /// nil where both are equal in this.
  fileprivate func isBefore(_ left: ImageSummary, _ right: ImageSummary) -> Bool? {
    func compare<Value: Comparable>(_ value: (ImageSummary) -> Value) -> Bool? {
      let (first, second) = (value(left), value(right))
      return first == second ? nil : first < second
    }
    // Times are told in whole seconds, and parts of them are lost when an image is described.
    return switch self {
    case .name: compare { $0.revision.metadata.name.description }
    case .status: compare { $0.attributes.status.rawValue }
    case .id: compare { $0.attributes.id.description }
    case .owner: compare { $0.attributes.owner }
    case .visibility: compare { $0.visibility.rawValue }
    case .size: compare { $0.size ?? -1 }
    case .containerFormat: compare { $0.attributes.containerFormat.rawValue }
    case .diskFormat: compare { $0.attributes.diskFormat.rawValue }
    case .createdAt: compare { $0.attributes.createdAt.rounded(.down) }
    case .updatedAt: compare { $0.attributes.updatedAt.rounded(.down) }
    case .minimumDisk: compare { $0.attributes.minimumDisk }
    case .minimumMemory: compare { $0.attributes.minimumMemory }
    }
  }
}

extension ImageSummary {
  /// What no two revisions have in common, and does not change.
  fileprivate var place: (String, String, String, Int) {
    (
      attributes.id.description, revision.repository.description,
      revision.metadata.name.description, revision.metadata.revision.number
    )
  }
}
