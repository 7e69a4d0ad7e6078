import Testing

@testable import ImageStore

/// Results of the store that no repository was needed for.
enum Samples {
  static func image(
    _ repository: String, _ name: String, _ revision: Int, layers: Int = 1, owner: String = "ada",
    description: String? = nil
  ) -> LocatedRevision {
    do {
      return LocatedRevision(
        repository: try RepositoryName(repository),
        metadata: RevisionMetadata(
          name: try ImageName(name), revision: try Revision(String(revision)), kind: .vm,
          owner: owner, timestamp: 1_714_564_800.75 + Double(revision),
          layers: (1...layers).compactMap { digest($0) }, description: description))
    } catch {
      fatalError("\(error)")
    }
  }

  /// What an image carries of which something is set of every kind.
  ///
  /// - Parameter owner: the image's; nil for who made the revision.
  static func summary(_ image: LocatedRevision, owner: String? = nil) -> ImageSummary {
    do {
      let id = try ImageID(argument: "0B3C5F2E-8A1D-4E6F-9B7A-1C2D3E4F5A6B")
      var attributes = ImageAttributes(
        id: id, owner: owner ?? image.metadata.owner, createdAt: 1_714_564_800,
        updatedAt: 1_714_564_900)
      attributes.minimumDisk = 10
      attributes.tags = ["gpu", "with \u{7}bell"]
      attributes.properties = ["osDistro": "alpine", "a:b": "|"]
      attributes.members = [
        ImageMember(
          name: "bob", status: .pending, createdAt: 1_714_564_850, updatedAt: 1_714_564_850)
      ]
      return ImageSummary(
        revision: image, attributes: attributes, visibility: .shared, size: 1_300_000_000,
        virtualSize: 10 << 30, checksum: nil,
        source: ImportedFile(name: "alpine.vhd", format: .vhd, size: 512, digest: nil))
    } catch {
      fatalError("\(error)")
    }
  }

  static func digest(_ number: Int) -> Digest? {
    Digest(hex: String(repeating: "\(number % 10)", count: 64))
  }
}
