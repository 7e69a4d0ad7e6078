internal import ImageStore

/// What `show` tells of an image.
///
/// Keys: image (the revision asked for), virtual_size (bytes of its disk), revisions (newest first),
/// attributes (what the image carries).
struct ImageDetailsRecord: Encodable, Sendable {
  let image: ImageRecord
  @Nullable var virtualSize: Int?
  let revisions: [RevisionRecord]
  let attributes: AttributesRecord

  private static let rule = String(repeating: "-", count: 60) + "\n"

  init(_ details: ImageDetails) {
    image = ImageRecord(details.summary.revision)
    virtualSize = details.summary.virtualSize
    revisions = details.revisions.map(RevisionRecord.init)
    attributes = AttributesRecord(details.summary)
  }

  /// pcocc's block of fields between rules, and the table of revisions.
  func text(_ values: ValueStyle, on screen: Screen) -> String {
    let top = image.layers.last.map { ", top sha256:\($0.prefix(16))" } ?? ""
    let fields = FieldList(fields: [
      ("Repo", image.repository),
      ("Name", image.name),
      ("Id", attributes.id),
      ("Type", image.kind),
      ("URI", image.reference),
      ("Layers", "\(image.layers.count)\(top)"),
      ("Disk", virtualSize.map(values.size)),
      ("Status", attributes.status == "active" ? nil : attributes.status),
      ("Tags", attributes.tags.isEmpty ? nil : attributes.tags.joined(separator: ", ")),
      ("Owner", attributes.owner),
      ("Date", values.time(image.createdAt)),
      ("Description", image.description),
    ])
    let table = ListingStyle(
      format: .table, hasHead: true, columns: RevisionRecord.columns, values: values)
    return Self.rule + fields.text + Self.rule + "\n" + table.text(revisions, on: screen)
  }
}
