internal import FileSupport

/// The metadata of a repository that had version 1 when it was opened, and that somebody may be
/// upgrading.
///
/// An upgrade takes metadata of version 1 away only after `.config` says 2. So an answer is complete
/// where `.config` still says 1 afterwards, and else the question is put to version 2.
struct UpgradableMetadataStore: MetadataReading {
  let layout: RepositoryLayout
  let context: StoreContext

  func allRevisions() throws -> MetadataListing { try answer { try $0.allRevisions() } }

  func revisions(of name: ImageName) throws -> [Revision] {
    try answer { try $0.revisions(of: name) }
  }

  func read(_ name: ImageName, _ revision: Revision) throws -> RevisionMetadata {
    try answer { try $0.read(name, revision) }
  }

  private func answer<Answer>(
    _ question: (any MetadataReading) throws -> Answer
  ) throws -> Answer {
    let answer = Result { try question(LegacyMetadataStore(layout: layout, context: context)) }
    switch try RepositoryVersion.read(layout, context) {
    case .two: return try question(MetadataStore(layout: layout, context: context))
    case .one, nil: return try answer.get()
    }
  }
}
