extension AttributesRecord {
  /// Values as text, an empty one where there is none; an object's members are called OBJECT__KEY.
  var flattened: [String: String] {
    var cells = [
      "id": id, "name": name, "repository": repository, "reference": reference,
      "revision": String(revision), "revision_created_at": revisionCreatedAt.utc ?? "",
      "kind": kind, "layers": layers.joined(separator: ", "), "status": status,
      "visibility": visibility,
      "owner": owner, "protected": String(protected), "os_hidden": String(osHidden),
      "tags": tags.joined(separator: ", "), "min_disk": String(minDisk),
      "min_ram": String(minRam), "container_format": containerFormat,
      "disk_format": diskFormat, "created_at": createdAt.utc ?? "",
      "updated_at": updatedAt.utc ?? "", "size": size.map(String.init) ?? "",
      "virtual_size": virtualSize.map(String.init) ?? "", "checksum": checksum ?? "",
      "os_hash_algo": osHashAlgo, "os_hash_value": osHashValue ?? "",
      "description": description ?? "",
    ]
    for (key, value) in metadata { cells["metadata__\(key)"] = value }
    for member in members { cells["members__\(member.member)"] = member.status }
    if let source {
      cells["source__name"] = source.name ?? ""
      cells["source__format"] = source.format
      cells["source__size"] = String(source.size)
      cells["source__os_hash_value"] = source.osHashValue ?? ""
    }
    return cells
  }
}
