internal import FileSupport

extension Repository {
  /// Publishes a new image with a disk that is, or was made from, that of a revision of any
  /// repository. What describes the disk is taken over.
  ///
  /// - Parameter virtualSize: bytes of the disk; nil where they are not known.
  func publishCopy(
    of base: ResolvedRevision, as image: ImageName, layers: [Digest], staged: [StagedBlob],
    _ description: String?, virtualSize: Int?, _ attributes: NewImageAttributes,
    _ monitor: Monitor
  ) throws -> RevisionMetadata {
    let template = try? base.attributes
    let facts = try RevisionFacts(
      ofNewImage: image, blob: layers.last, virtualSize: virtualSize, template: template,
      attributes, context)
    return try publishNamedImage(
      RevisionDraft(
        name: image, kind: base.metadata.kind, layers: layers,
        customMetadata: base.metadata.customMetadata, description: description),
      facts: facts, isIDGiven: attributes.id != nil, staged: staged, monitor)
  }

  /// Publishes the next revision of an image of this repository.
  ///
  /// - Parameter virtualSize: bytes of the disk.
  func publishSuccessor(
    of base: RevisionMetadata, layers: [Digest], staged: [StagedBlob], _ description: String?,
    virtualSize: Int, _ monitor: Monitor
  ) throws -> RevisionMetadata {
    // The newest tells whose revision it will be, which need not be the one it is made from.
    let newest =
      try newest(of: base.name)
      ?? ResolvedRevision(repository: self, metadata: base, revisions: [])
    let attributes = try newest.attributes
    try requireRight(to: "saved to", base.name, attributes)
    if let next = try newName(of: base.name, attributes.id) {
      throw PcoccError.imageRenamed(base.name, to: next, in: name)
    }
    let facts = RevisionFacts(
      of: identity(of: newest.metadata, among: newest.revisions), image: base.name,
      blob: layers.last,
      virtualSize: virtualSize)
    var custom = base.customMetadata
    custom[RevisionFacts.key] = facts.json
    let saved = try publishRevision(
      RevisionDraft(
        name: base.name, kind: base.kind, layers: layers, customMetadata: custom,
        description: description, attributes: attributes, last: newest.metadata),
      staged: staged, monitor)
    // Who gave the image another name meanwhile may not have seen the revision. It is there, under one
    // name or the other, whatever goes wrong from here.
    guard let next = (try? newName(of: base.name, attributes.id)) ?? nil else { return saved }
    return (try? rename(base.name, to: next)) ?? saved
  }
}
