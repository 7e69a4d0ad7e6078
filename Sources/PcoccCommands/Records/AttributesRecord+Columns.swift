internal import ImageStore

extension AttributesRecord: Listed {
  /// The columns of `--long`, by the names that clients of clouds show.
  static let longColumns = [
    "id", "size", "created", "description", "minDisk", "minRam", "name", "progress", "status",
    "updated",
  ]

  static var columns: [Column<AttributesRecord>] { columnsOfPcocc + columnsOfClouds }

  private static var columnsOfPcocc: [Column<AttributesRecord>] {
    [
      Column("name") { $0.name }.whole,
      Column("type") { $0.kind },
      Column("revision", number: { $0.revision }),
      Column("repo") { $0.repository },
      Column("owner") { $0.owner },
      Column("date", time: { $0.revisionCreatedAt }),
      Column("uri", isDefault: false) { $0.reference }.whole,
      Column("digest", isDefault: false, optional: { $0.layers.last }),
      Column("description", isDefault: false, optional: { $0.description }),
    ]
  }

  private static var columnsOfClouds: [Column<AttributesRecord>] {
    [
      Column("id", isDefault: false) { $0.id }.whole,
      Column("size", isDefault: false, bytes: { $0.size }),
      Column("virtual_size", isDefault: false, bytes: { $0.virtualSize }),
      Column("created", isDefault: false, time: { $0.createdAt }),
      Column("created_at", isDefault: false, time: { $0.createdAt }),
      Column("updated", isDefault: false, time: { $0.updatedAt }),
      Column("updated_at", isDefault: false, time: { $0.updatedAt }),
      Column("minDisk", isDefault: false, number: { $0.minDisk }),
      Column("min_disk", isDefault: false, number: { $0.minDisk }),
      Column("minRam", isDefault: false, number: { $0.minRam }),
      Column("min_ram", isDefault: false, number: { $0.minRam }),
      Column("progress", isDefault: false, number: { _ in 100 }),
      Column("status", isDefault: false) { $0.status }
        .toned { $0.status == ImageStatus.deactivated.rawValue ? .caution : nil },
      Column("visibility", isDefault: false) { $0.visibility },
      Column("protected", isDefault: false, flag: { $0.protected }),
      Column("os_hidden", isDefault: false, flag: { $0.osHidden }),
      Column(
        "tags", isDefault: false, { $0.tags.joined(separator: ",") },
        json: { .array($0.tags.map(JSONValue.string)) }),
      Column("disk_format", isDefault: false) { $0.diskFormat },
      Column("container_format", isDefault: false) { $0.containerFormat },
      Column("checksum", isDefault: false, optional: { $0.checksum }),
      Column("os_hash_value", isDefault: false, optional: { $0.osHashValue }),
      Column(
        "properties", isDefault: false, { $0.propertiesText },
        json: { .object($0.metadata.mapValues(JSONValue.string)) }),
    ]
  }

  private var propertiesText: String {
    metadata.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
  }

  /// What has to be found out for a column.
  static func details(of column: String) -> ImageQuery.Details {
    switch column {
    case "size": .size
    case "virtual_size": .virtualSize
    case "visibility": .visibility
    default: []
    }
  }
}
