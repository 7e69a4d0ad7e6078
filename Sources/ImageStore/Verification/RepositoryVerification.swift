internal import FileSupport
internal import SystemPackage

/// The verification of one repository, whose metadata has been read.
struct RepositoryVerification {
  let inventory: RepositoryInventory
  let request: VerificationRequest
  private(set) var result = VerificationResult()

  private var repository: Repository { inventory.repository }
  private var layout: RepositoryLayout { repository.layout }
  private var files: any FileSystem { repository.context.fileSystem }

  init(_ inventory: RepositoryInventory, _ request: VerificationRequest) {
    self.inventory = inventory
    self.request = request
    result.repositories = 1
    result.images = inventory.images.count
    result.revisions = inventory.revisions
    result.blobs = inventory.uses.count
    result.findings = inventory.findings
  }

  /// The blobs by name, each with its length in bytes; 0 where it cannot be found now.
  func blobs() -> [(digest: Digest, size: Int)] {
    inventory.uses.keys.sorted { $0.hex < $1.hex }.map { digest in
      let status = try? files.status(of: layout.blob(digest), followingLinks: false)
      return (digest, status?.size ?? 0)
    }
  }

  /// Checks a blob.
  mutating func check(_ digest: Digest, digesting: Bool, _ monitor: Monitor) throws {
    let uses = inventory.uses[digest] ?? []
    let faults = try BlobExamination(
      content: repository.content, digest: digest, uses: uses, digests: digesting,
      checksFormat: request.digests.includesFormat(of: digest), monitor: monitor
    ).faults()
    if digesting, !faults.contains(where: \.code.meansUnread) { countDigested(digest) }
    for fault in faults {
      // What its last image no longer needs may be gone, or go.
      let uses = inventory.confirmed(fault.uses, of: digest)
      guard !uses.isEmpty else { continue }
      var finding = VerificationFinding(
        fault.code, in: repository.name, path: layout.blob(digest), problem: fault.problem,
        images: uses.map { repository.reference($0.image, $0.revision) }, digest: digest)
      if request.quarantines, fault.code == .blobDamaged {
        do {
          finding.quarantined = try repository.content.quarantine(fault.file, of: digest)
        } catch let error as PcoccError {
          // What was found is told all the same.
          repository.context.warn(error)
        }
      }
      result.findings.append(finding)
    }
  }

  /// Counts a blob whose bytes have been compared with its name.
  private mutating func countDigested(_ digest: Digest) {
    result.digestedBlobs += 1
    let status = try? files.status(of: layout.blob(digest), followingLinks: false)
    result.digestedBytes = result.digestedBytes.addingClamping(status?.size ?? 0)
  }

  /// Checks what is beside blobs and metadata.
  mutating func checkRest(_ monitor: Monitor) throws {
    try checkAttributes()
    guard inventory.isWhole else { return }
    result.findings += repository.leases.problems().map {
      VerificationFinding(.leaseBad, in: repository.name, $0, path: layout.leases)
    }
    try checkData(monitor)
    checkTrash()
  }

  private mutating func checkTrash() {
    do {
      for problem in try repository.trash.problems() {
        result.findings.append(
          VerificationFinding(
            problem.code == .corrupt ? .strayFile : .repositoryUnreadable, in: repository.name,
            problem, path: layout.trash))
      }
    } catch let error as PcoccError {
      addUnreadable(layout.trash, error)
    } catch {}
  }

  private mutating func checkAttributes() throws {
    let problems =
      inventory.isWhole
      ? repository.attributes.problems()
      : inventory.images.compactMap(repository.attributes.problem)
    let isRestricted = try repository.hasHadRestrictedImages
    result.findings += problems.filter { $0.code != .permission || !isRestricted }.map {
      VerificationFinding(.attributesBad, in: repository.name, $0, path: layout.attributes)
    }
  }

  /// Finds what is not a blob in the folders of blobs, and counts the blobs that nothing names.
  private mutating func checkData(_ monitor: Monitor) throws {
    for folder in try entries(of: layout.data) {
      let path = layout.data.appending(folder)
      guard RepositoryLayout.isTwoDigits(folder) else {
        addStray(path, "it is not a folder of blobs")
        continue
      }
      try monitor.checkCancelled()
      let kind = try? files.status(of: path, followingLinks: false).kind
      guard kind == .directory else {
        if let kind { addStray(path, "it is a \(kind.rawValue) instead of a folder") }
        continue
      }
      for name in try entries(of: path) { checkEntry(name, in: path) }
    }
  }

  private mutating func checkEntry(_ name: String, in folder: FilePath) {
    let path = folder.appending(name)
    guard let digest = Digest(hex: name), layout.blob(digest) == path else {
      return addStray(path, "it is not named as a blob of this folder")
    }
    // What metadata names has been checked, and a file that is gone now was none of a reader's.
    guard inventory.uses[digest] == nil,
      let status = try? files.status(of: path, followingLinks: false)
    else { return }
    guard status.kind == .regular else {
      return addStray(path, "it is a \(status.kind.rawValue)")
    }
    result.unreferencedBlobs += 1
    result.unreferencedBytes = result.unreferencedBytes.addingClamping(status.size)
  }

  private mutating func addStray(_ path: FilePath, _ problem: String) {
    result.findings.append(
      VerificationFinding(.strayFile, in: repository.name, path: path, problem: problem))
  }

  /// The names in a folder, in order; those of unfinished files are left out.
  private mutating func entries(of folder: FilePath) throws -> [String] {
    do {
      return try files.entries(of: folder).filter { !RepositoryLayout.isHidden($0) }.sorted()
    } catch let error as PcoccError {
      addUnreadable(folder, error)
    }
    return []
  }

  private mutating func addUnreadable(_ folder: FilePath, _ error: PcoccError) {
    result.findings.append(
      VerificationFinding(.repositoryUnreadable, in: repository.name, error, path: folder))
  }
}

extension VerificationFinding.Code {
  /// Whether the bytes of the blob have not been seen.
  fileprivate var meansUnread: Bool {
    [.blobMissing, .blobInTrash, .blobUnreadable].contains(self)
  }
}
