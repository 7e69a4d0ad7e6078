/// Which images are wanted, in which order, and how many. All filters must be met.
public struct ImageQuery: Sendable {
  /// nil for all repositories, in order of priority.
  public var repository: RepositoryName?
  /// A regular expression that is searched anywhere in the name.
  public var pattern: String?
  /// The whole name; nil for any, as with all that follow.
  public var name: TextFilter?
  /// The id, in lower case.
  public var id: TextFilter?
  /// One of ``ImageStatus``.
  public var status: TextFilter?
  /// One of ``ContainerFormat``.
  public var containerFormat: TextFilter?
  /// One of ``CatalogDiskFormat``.
  public var diskFormat: TextFilter?
  /// The login name of the image's owner.
  public var owner: String?
  /// nil for all but what others offer to the `community`.
  public var visibility: VisibilityFilter?
  /// What the user said to images that others share with him; nil for all. Images are left out that he
  /// has not accepted, unless this is asked for.
  public var memberStatus: MemberStatusFilter = .only(.accepted)
  /// Whether it is protected from deletion.
  public var isProtected: Bool?
  /// nil for all; hidden ones are left out unless this is asked for.
  public var isHidden: Bool? = false
  /// All of them.
  public var tags: Set<String> = []
  /// Bytes that the layers take up at least.
  public var minimumSize: Int?
  /// Bytes that the layers take up at most.
  public var maximumSize: Int?
  /// GB of disk that the image asks for at least.
  public var minimumDisk: Int?
  /// MB of memory that the image asks for at least.
  public var minimumMemory: Int?
  /// Each with this value.
  public var properties: [String: String] = [:]
  /// When the image was made; all of them.
  public var createdAt: [TimeFilter] = []
  /// When the image was last changed; all of them.
  public var updatedAt: [TimeFilter] = []
  /// Each revision instead of the newest one of each image.
  public var allRevisions = false
  /// nil for the order of repositories, and by name inside.
  public var order: SortOrder?
  /// Begins after this image: an id, or a reference.
  public var marker: String?
  /// How many at most.
  public var limit: Int?
  /// What is to be known of each image that takes time to find out.
  public var details: Details = []
  /// Whether to read everything again instead of what is not known yet.
  public var isRefreshing = false

  /// Whom the image is for.
  public enum VisibilityFilter: Sendable, Hashable {
    /// Whomever, `community` too.
    case all
    /// Those that are for these alone, and no others.
    case only(Visibility)
  }

  /// What the user of a member's image has said to it.
  public enum MemberStatusFilter: Sendable, Hashable {
    /// Whatever it was, and where there was none.
    case all
    /// This one. Images that need no answer count as accepted.
    case only(ImageMember.Status)
  }

  /// What is only found out where it is asked for.
  public struct Details: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// ``ImageSummary/size``, from the length of each layer's file; else nil.
    public static let size = Details(rawValue: 1)
    /// ``ImageSummary/virtualSize`` also where the disk has to be opened to tell; else nil there.
    public static let virtualSize = Details(rawValue: 2)
    /// ``ImageSummary/visibility`` also where only the files' modes tell; else `public` there.
    public static let visibility = Details(rawValue: 4)
    /// All that takes time.
    public static let all: Details = [.size, .virtualSize, .visibility]
  }

  /// All images that are listed without being asked for.
  public init() {}
}
