/// What an image carries besides the bytes of its revisions.
///
/// Names, types and limits are those of the OpenStack Images API, version 2.
public struct ImageAttributes: Sendable, Hashable {
  /// Fixed for life, and never another image's.
  public var id: ImageID
  /// The login name of the user whose image it is.
  public var owner: String
  /// nil for what the modes of the image's files say.
  public var visibility: Visibility?
  /// Whether it can be neither deleted nor collected.
  public var isProtected = false
  /// Whether lists leave it out.
  public var isHidden = false
  /// Whether its disk is not given away.
  public var isDeactivated = false
  /// In the order of their characters, each once.
  public var tags: [String] = []
  /// Disk that a machine needs at least, in GB.
  public var minimumDisk = 0
  /// Memory that a machine needs at least, in MB.
  public var minimumMemory = 0
  /// What the disk is said to be wrapped in; a mere label.
  public var containerFormat = ContainerFormat.bare
  /// What was imported.
  public var diskFormat = CatalogDiskFormat.qcow2
  /// In seconds since 1970.
  public var createdAt: Double
  /// When any of this was last changed, in seconds since 1970.
  public var updatedAt: Double
  /// All others.
  public var properties: [String: String] = [:]
  /// Sorted by name.
  public var members: [ImageMember] = []

  /// `deactivated` or `active`: an image that carries attributes is there.
  public var status: ImageStatus { isDeactivated ? .deactivated : .active }

  init(id: ImageID, owner: String, createdAt: Double, updatedAt: Double) {
    self.id = id
    self.owner = owner
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}
