internal import FileSupport

/// How a user names an image: `[REPO:]IMAGE[@REVISION]` or `[REPO:]IMAGE@sha256:PREFIX`.
public struct ImageReference: Sendable, Hashable, CustomStringConvertible {
  /// Which of an image's revisions is meant.
  public enum Selector: Sendable, Hashable {
    /// The highest.
    case latest
    /// The one of this number.
    case revision(Revision)
    /// The one whose top layer's digest begins so.
    case digest(DigestPrefix)
  }

  /// nil for the first repository that has the image.
  public var repository: RepositoryName?
  /// The name of the image in its repository.
  public var image: ImageName
  /// Which of the image's revisions is meant.
  public var selector: Selector

  private static let digestMark = "sha256:"

  /// A reference made of parts; without a selector it means the newest revision.
  public init(repository: RepositoryName?, image: ImageName, selector: Selector = .latest) {
    self.repository = repository
    self.image = image
    self.selector = selector
  }

  /// Throws `usage` with what is wrong and what was expected.
  public init(_ text: String) throws {
    let halves = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    let names = halves[0].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    do {
      repository = names.count == 2 ? try RepositoryName(String(names[0])) : nil
      image = try ImageName(String(names[names.count - 1]))
      selector = halves.count == 2 ? try Self.selector(String(halves[1])) : .latest
    } catch let error as PcoccError {
      throw PcoccError.badReference(text, because: error)
    }
  }

  /// A reference to an image as a whole.
  ///
  /// - Throws: `usage` also where a revision is named: what belongs to the image cannot be done to one.
  public init(toWholeImage text: String) throws {
    try self.init(text)
    guard selector == .latest else {
      throw PcoccError(
        .usage, "\"\(text)\" names a revision, and this is done to images as a whole",
        advice: "leave out what follows \(image)")
    }
  }

  private static func selector(_ text: String) throws -> Selector {
    guard text.hasPrefix(digestMark) else { return .revision(try Revision(text)) }
    guard let prefix = DigestPrefix(String(text.dropFirst(digestMark.count))) else {
      throw PcoccError.badDigestPrefix(text)
    }
    return .digest(prefix)
  }

  /// The reference as users type it, which `init(_:)` takes back.
  public var description: String {
    let name = repository.map { "\($0):\(image)" } ?? "\(image)"
    switch selector {
    case .latest: return name
    case .revision(let revision): return "\(name)@\(revision)"
    case .digest(let prefix): return "\(name)@\(Self.digestMark)\(prefix)"
    }
  }
}
