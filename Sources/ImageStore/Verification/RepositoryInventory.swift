internal import FileSupport
internal import SystemPackage

/// What the metadata of a repository says is there.
struct RepositoryInventory: Sendable {
  let repository: Repository
  /// Whether all of the repository is looked at, as opposed to one image.
  let isWhole: Bool
  private(set) var images: Set<ImageName> = []
  private(set) var revisions = 0
  /// Every blob that metadata names, with who uses it.
  private(set) var uses: [Digest: [BlobUse]] = [:]
  private(set) var findings: [VerificationFinding] = []

  /// Reads the metadata of all images.
  init(of repository: Repository, _ monitor: Monitor) throws {
    self.repository = repository
    isWhole = true
    let listing = try repository.metadata.allRevisions()
    for (image, revisions) in listing.revisions.sorted(by: { $0.key < $1.key }) {
      try read(revisions, of: image, monitor)
    }
    guard !listing.problems.isEmpty else { return }
    // Somebody may have finished an upgrade or cleaned up meanwhile.
    let left = Set(try repository.metadata.allRevisions().problems)
    findings += listing.problems.filter(left.contains).map(finding)
  }

  /// Reads the metadata of some revisions.
  init(
    of image: ImageName, _ revisions: [Revision], in repository: Repository, _ monitor: Monitor
  ) throws {
    self.repository = repository
    isWhole = false
    try read(revisions, of: image, monitor)
  }

  private mutating func read(
    _ revisions: [Revision], of image: ImageName, _ monitor: Monitor
  ) throws {
    for revision in revisions {
      try monitor.checkCancelled()
      do {
        add(try repository.metadata.read(image, revision))
      } catch let error as PcoccError where error.code == .notFound {
        // It has been deleted since the folder was read, or its name leads nowhere.
        guard try repository.metadata.revisions(of: image).contains(revision) else { continue }
        add(error, about: image, revision)
      } catch let error as PcoccError where error.isOfOthers(in: repository) {
        // Nothing is wrong with what others keep to themselves.
        repository.context.warn(error.leavingOut(repository.reference(image, revision)))
      } catch let error as PcoccError {
        add(error, about: image, revision)
      }
    }
  }

  private mutating func add(
    _ error: PcoccError, about image: ImageName, _ revision: Revision
  ) {
    var finding = finding(error)
    finding.images = [repository.reference(image, revision)]
    findings.append(finding)
  }

  private mutating func add(_ metadata: RevisionMetadata) {
    images.insert(metadata.name)
    revisions += 1
    var below: Digest?
    for layer in metadata.layers {
      uses[layer, default: []].append(
        BlobUse(
          image: metadata.name, revision: metadata.revision, kind: metadata.kind, below: below))
      below = layer
    }
  }

  private func finding(_ error: PcoccError) -> VerificationFinding {
    VerificationFinding(
      .metadataBad, in: repository.name, error, path: repository.layout.metadata)
  }

  /// The uses among these that still exist.
  func confirmed(_ uses: [BlobUse], of digest: Digest) -> [BlobUse] {
    uses.filter { use in
      do {
        return try repository.metadata.read(use.image, use.revision).layers.contains(digest)
      } catch let error as PcoccError where error.code == .notFound {
        return false
      } catch {
        return true
      }
    }
  }
}

extension Repository {
  /// The reference that means this revision and no other.
  func reference(_ image: ImageName, _ revision: Revision) -> ImageReference {
    ImageReference(repository: name, image: image, selector: .revision(revision))
  }
}

extension PcoccError {
  fileprivate func isOfOthers(in repository: Repository) -> Bool {
    code == .permission && (try? repository.hasHadRestrictedImages) == true
  }

  fileprivate func leavingOut(_ image: ImageReference) -> PcoccError {
    var error = self
    error.message = "\"\(image)\" is left out: \(message)"
    return error
  }
}
