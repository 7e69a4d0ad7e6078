internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// Which images are listed, in which order, and how many.
struct ImageQueryOptions: ParsableArguments {
  @Option(
    name: [.customShort("R"), .long],
    help: ArgumentHelp("List this repository only", valueName: "repo"),
    completion: .repository)
  var repo: String?
  @Option(help: ArgumentHelp("This name, or in:NAME,NAME", valueName: "name"))
  var name: String?
  @Option(help: ArgumentHelp("This id, or in:ID,ID", valueName: "id")) var id: String?
  @Option(
    help: ArgumentHelp(
      "\(ImageStatus.allCases.map(\.rawValue).joined(separator: ", ")), or in:...",
      valueName: "status"), completion: .list(ImageStatus.allCases.map(\.rawValue)))
  var status: String?
  @Option(
    help: ArgumentHelp("This container format, or in:...", valueName: "format"),
    completion: .list(ContainerFormat.allCases.map(\.rawValue)))
  var containerFormat: String?
  @Option(
    help: ArgumentHelp("This disk format, or in:...", valueName: "format"),
    completion: .list(CatalogDiskFormat.allCases.map(\.rawValue)))
  var diskFormat: String?
  @Option(help: ArgumentHelp("Images of this user", valueName: "user")) var owner: String?
  @Option(
    help: ArgumentHelp("private, shared, community, public or all", valueName: "who"),
    completion: .list(Visibility.allCases.map(\.rawValue) + ["all"]))
  var visibility: String?
  @Option(
    help: ArgumentHelp(
      "What you said to shared images: pending, accepted, rejected or all", valueName: "status"),
    completion: .list(ImageMember.Status.allCases.map(\.rawValue) + ["all"]))
  var memberStatus: String?
  @Flag(inversion: .prefixedNo, help: "Protected images only, or others only")
  var protected: Bool?
  @Flag(help: "Hidden images only") var hidden = false
  @Option(
    name: .customLong("tag"), parsing: .singleValue,
    help: ArgumentHelp("Images with this tag; repeated, with all of them", valueName: "tag"))
  var tags: [String] = []
  @Option(
    help: ArgumentHelp("Layers of at least this size", valueName: "size"),
    transform: ByteSize.init(checking:))
  var sizeMin: ByteSize?
  @Option(
    help: ArgumentHelp("Layers of at most this size", valueName: "size"),
    transform: ByteSize.init(checking:))
  var sizeMax: ByteSize?
  @Option(
    help: ArgumentHelp("min_disk of at least this, in GB", valueName: "gb"), transform: Int.count)
  var minDisk: Int?
  @Option(
    help: ArgumentHelp("min_ram of at least this, in MB", valueName: "mb"), transform: Int.count)
  var minRam: Int?
  @Option(
    name: .customLong("property"), parsing: .singleValue,
    help: ArgumentHelp("Images with this property; may be repeated", valueName: "key=value"))
  var properties: [String] = []
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Made then: TIME, or one of gt: gte: lt: lte: eq: neq: before it", valueName: "time"))
  var createdAt: [String] = []
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Changed then, as with --created-at", valueName: "time"))
  var updatedAt: [String] = []
  @Flag(help: "List every revision of each image") var allRevisions = false
  @Option(
    help: ArgumentHelp("Order, as KEY[:asc|desc],...", valueName: "order"),
    completion: .list(SortOrder.Key.allCases.map(\.rawValue)))
  var sort: String?
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("One key of the order; may be repeated", valueName: "key"),
    completion: .list(SortOrder.Key.allCases.map(\.rawValue)))
  var sortKey: [String] = []
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Its direction, asc or desc; may be repeated", valueName: "dir"),
    completion: .list(["asc", "desc"]))
  var sortDir: [String] = []
  @Option(help: ArgumentHelp("Begin after this image", valueName: "image"))
  var marker: String?
  @Option(help: ArgumentHelp("List so many at most", valueName: "n"), transform: Int.count)
  var limit: Int?

  func validate() throws {
    if sort != nil, !sortKey.isEmpty || !sortDir.isEmpty {
      throw ValidationError("--sort excludes --sort-key and --sort-dir")
    }
  }

  /// - Throws: `usage` for what is no value of an attribute, no time, no order.
  func query(matching pattern: String?) throws -> ImageQuery {
    var query = ImageQuery()
    query.repository = try repo.map { try RepositoryName($0) }
    query.pattern = pattern
    try setLabels(of: &query)
    query.isProtected = protected
    query.isHidden = hidden
    query.tags = Set(tags)
    query.minimumSize = sizeMin?.bytes
    query.maximumSize = sizeMax?.bytes
    query.minimumDisk = minDisk
    query.minimumMemory = minRam
    for property in properties {
      let parts = property.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw PcoccError.usage("\"\(property)\" is not KEY=VALUE") }
      query.properties[String(parts[0])] = String(parts[1])
    }
    query.createdAt = try createdAt.map { try TimeFilter($0) }
    query.updatedAt = try updatedAt.map { try TimeFilter($0) }
    query.allRevisions = allRevisions
    query.order = try order
    query.marker = marker
    query.limit = limit
    return query
  }

  private func setLabels(of query: inout ImageQuery) throws {
    query.name = name.map(TextFilter.init)
    query.id = id.map { TextFilter($0.lowercased()) }
    query.status = try status.map { try TextFilter($0, of: ImageStatus.self, called: "status") }
    query.containerFormat = try containerFormat.map {
      try TextFilter($0, of: ContainerFormat.self, called: "container_format")
    }
    query.diskFormat = try diskFormat.map {
      try TextFilter($0, of: CatalogDiskFormat.self, called: "disk_format")
    }
    query.owner = owner
    if let visibility {
      query.visibility =
        try Self.value(visibility, of: Visibility.self, called: "visibility").map { .only($0) }
        ?? .all
    }
    if let memberStatus {
      query.memberStatus =
        try Self.value(memberStatus, of: ImageMember.Status.self, called: "member status")
        .map { .only($0) } ?? .all
    }
  }

  private var order: SortOrder? {
    get throws {
      if let sort { return try SortOrder(sort) }
      guard !sortKey.isEmpty || !sortDir.isEmpty else { return nil }
      return try SortOrder(keys: sortKey, directions: sortDir)
    }
  }

  /// nil for all of them.
  private static func value<Value: RawRepresentable<String> & CaseIterable>(
    _ text: String, of type: Value.Type, called name: String
  ) throws -> Value? {
    if text == all { return nil }
    guard let value = Value(rawValue: text) else {
      throw PcoccError.unknown(name, text, known: Value.allCases.map(\.rawValue) + [all])
    }
    return value
  }

  private static let all = "all"
}
