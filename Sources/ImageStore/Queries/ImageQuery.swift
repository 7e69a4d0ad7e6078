/// Which images are wanted, in which order, and how many. All filters must be met.
public struct ImageQuery: Sendable {
  /// nil for all repositories, in order of priority.
  public var repository: RepositoryName?
  /// A regular expression that is searched anywhere in the name.
  public var pattern: String?
  public var name: TextFilter?
  public var id: TextFilter?
  public var status: TextFilter?
  public var containerFormat: TextFilter?
  public var diskFormat: TextFilter?
  public var owner: String?
  /// nil for all but what others offer to the `community`.
  public var visibility: VisibilityFilter?
  /// What the user said to images that others share with him; nil for all. Images are left out that he
  /// has not accepted, unless this is asked for.
  public var memberStatus: MemberStatusFilter = .only(.accepted)
  public var isProtected: Bool?
  /// nil for all; hidden ones are left out unless this is asked for.
  public var isHidden: Bool? = false
  /// All of them.
  public var tags: Set<String> = []
  /// Bytes that the layers take up.
  public var minimumSize: Int?
  public var maximumSize: Int?
  public var minimumDisk: Int?
  public var minimumMemory: Int?
  public var properties: [String: String] = [:]
  public var createdAt: [TimeFilter] = []
  public var updatedAt: [TimeFilter] = []
  /// Each revision instead of the newest one of each image.
  public var allRevisions = false
  /// nil for the order of repositories, and by name inside.
  public var order: SortOrder?
  /// Begins after this image: an id, or a reference.
  public var marker: String?
  public var limit: Int?
  /// What is to be known of each image that takes time to find out.
  public var details: Details = []
  /// Whether to read everything again instead of what is not known yet.
  public var isRefreshing = false

  /// Whom the image is for.
  public enum VisibilityFilter: Sendable, Hashable {
    /// Whomever, `community` too.
    case all
    case only(Visibility)
  }

  /// What the user of a member's image has said to it.
  public enum MemberStatusFilter: Sendable, Hashable {
    case all
    case only(ImageMember.Status)
  }

  /// What is only found out where it is asked for.
  public struct Details: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    public static let size = Details(rawValue: 1)
    public static let virtualSize = Details(rawValue: 2)
    public static let visibility = Details(rawValue: 4)
    public static let all: Details = [.size, .virtualSize, .visibility]
  }

  public init() {}
}
