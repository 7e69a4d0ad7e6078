internal import FileSupport
internal import SystemPackage

/// Every file name inside a repository, and what is made of them.
struct RepositoryLayout: Sendable, Hashable {
  let root: FilePath
  /// Asked for with each file in it.
  let metadata: FilePath

  init(root: FilePath) {
    self.root = root
    metadata = root.appending("meta")
  }

  var configuration: FilePath { root.appending(".config") }
  /// Who may share the repository.
  var settings: FilePath { root.appending(".settings.json") }
  var data: FilePath { root.appending("data") }
  /// Metadata of version 1, after an upgrade.
  var oldMetadata: FilePath { root.appending("meta.old") }
  var attributes: FilePath { root.appending("attributes") }
  /// One folder per running operation.
  var staging: FilePath { root.appending(".tmp") }
  var trash: FilePath { root.appending(".trash") }
  /// Blobs in use by jobs; made by the first lease.
  var leases: FilePath { root.appending(".leases") }
  /// Which image has an id, a file for each.
  var ids: FilePath { root.appending(".ids") }
  /// What members say to images that are shared with them; made with the first image that is not for
  /// everybody. Its being there tells everybody to look after who reads what: it is never removed, and
  /// never made without need.
  var answers: FilePath { root.appending(".answers") }
  /// Blobs whose bytes do not match their name.
  var quarantine: FilePath { root.appending(".quarantine") }

  /// What `repo doctor` tries out, a folder for each run.
  func doctorFolder(_ token: String) -> FilePath { root.appending(Self.doctorPrefix + token) }
  /// Where `repo doctor` meets the same command on another node.
  var doctorPeers: FilePath { root.appending(Self.doctorPrefix + "peer") }

  /// How names begin of what is only there while `repo doctor` runs.
  static let doctorPrefix = ".doctor-"

  /// The folders of a repository that has just been created, those of `data/` left out.
  var folders: [FilePath] { [data, metadata, attributes, staging, trash] }

  /// Those that are made when they are needed, and from the beginning where several users may come
  /// to need them: whoever is first may not be one who can make them.
  var occasionalFolders: [FilePath] { [leases, ids, quarantine] }

  /// Names that may stand in a folder that is becoming a repository.
  static let namesBeforeCreation: Set<String> = [
    "data", "meta", "attributes", ".tmp", ".trash", ".leases", ".ids", ".quarantine",
    ".answers", ".settings.json",
  ]

  /// Whether a name in the root says nothing of what the folder is for.
  static func isPassing(_ name: String) -> Bool {
    [temporaryPrefix, doctorPrefix, ".nfs"].contains(where: name.hasPrefix)
  }

  /// The 256 folders of blobs.
  var blobFolders: [FilePath] {
    (UInt8.min...UInt8.max).map { data.appending([$0].hexDigits) }
  }

  /// Where something may have a temporary name before it gets its own, the folders of blobs left out.
  var foldersOfNewNames: [FilePath] {
    [root, data, metadata, attributes, trash, leases, ids, answers, quarantine]
  }

  /// Every folder that a repository may have, those for passing work left out.
  var allFolders: [FilePath] { folders + occasionalFolders + blobFolders }

  func blobFolder(_ digest: Digest) -> FilePath { data.appending(digest.folder) }

  func blob(_ digest: Digest) -> FilePath { blobFolder(digest).appending(digest.hex) }

  /// What an overlay blob names as its backing file; relative to the folder it lies in.
  static func backingName(_ digest: Digest) -> String {
    "../../data/\(digest.folder)/\(digest.hex)"
  }

  /// The blob that such a name stands for; nil for any other name.
  static func parseBackingName(_ text: String) -> Digest? {
    guard let last = text.split(separator: "/").last, let digest = Digest(hex: String(last)),
      backingName(digest) == text
    else { return nil }
    return digest
  }

  func metadataFile(_ name: ImageName, _ revision: Revision) -> FilePath {
    metadata.appending(Self.metadataName(name, revision))
  }

  static func metadataName(_ name: ImageName, _ revision: Revision) -> String {
    "\(name)@\(revision)"
  }

  /// The image and revision that a name in `meta/` stands for; nil where it stands for none.
  static func parseMetadataName(_ text: String) -> (ImageName, Revision)? {
    guard let sign = text.utf8.firstIndex(of: UInt8(ascii: "@")),
      let name = ImageName(validating: String(text[..<sign])),
      let revision = Revision(validating: String(text[text.utf8.index(after: sign)...]))
    else { return nil }
    return (name, revision)
  }

  func attributesFile(_ name: ImageName) -> FilePath {
    attributes.appending("\(name)\(Self.objectSuffix)")
  }

  /// One generation of an image's attributes; names like it are taken once and never again.
  func attributesGeneration(_ name: ImageName, _ generation: Int) -> FilePath {
    attributes.appending(".\(name)\(Self.objectSuffix).\(generation)")
  }

  /// The image and generation that a hidden name in `attributes/` stands for; nil where it stands
  /// for none.
  static func parseAttributesGeneration(_ text: String) -> (ImageName, Int)? {
    guard text.hasPrefix("."), let dot = text.lastIndex(of: "."),
      let name = parseAttributesName(String(text[..<dot].dropFirst())),
      let generation = Int(text[text.index(after: dot)...])
    else { return nil }
    return (name, generation)
  }

  /// What those lock who change an image's attributes.
  func attributesLock(_ name: ImageName) -> FilePath {
    attributes.appending(".\(name)\(Self.objectSuffix).lock")
  }

  /// The image that a name in `attributes/` stands for; nil where it stands for none.
  static func parseAttributesName(_ text: String) -> ImageName? {
    guard text.hasSuffix(objectSuffix) else { return nil }
    return ImageName(validating: String(text.dropLast(objectSuffix.count)))
  }

  func idFile(_ id: ImageID) -> FilePath { ids.appending(id.description) }

  /// What a user says to an image.
  func answerFile(_ id: ImageID, _ user: String) -> FilePath {
    answers.appending("\(id).\(user)\(Self.objectSuffix)")
  }

  func leaseFile(_ id: LeaseID) -> FilePath { leases.appending("\(id)\(Self.objectSuffix)") }

  /// The lease that a name in `.leases/` stands for; nil where it stands for none.
  static func parseLeaseName(_ text: String) -> LeaseID? {
    guard text.hasSuffix(objectSuffix) else { return nil }
    return LeaseID(String(text.dropLast(objectSuffix.count)))
  }

  /// How names of files end that hold a JSON object.
  private static let objectSuffix = ".json"

  /// How names begin of files that will take another one in the same folder.
  static let temporaryPrefix = TemporaryName.prefix

  /// Where a file that had a blob's name is put when its bytes do not match it.
  func quarantinePlace(_ name: String, _ token: String) -> FilePath {
    quarantine.appending("\(name).\(token)")
  }

  /// The modes of what is made, before the umask.
  static let folderMode = FilePermissions(rawValue: 0o777)
  static let blobMode = FilePermissions(rawValue: 0o444)
  static let metadataMode = FilePermissions(rawValue: 0o644)

  /// That of a file until it is given to those who may read it.
  static func metadataMode(for audience: ImageAudience?) -> FilePermissions {
    audience?.includesGroup == false ? .ownerReadWrite : metadataMode
  }

  /// Whether a name belongs to a file that is not finished, or to the file system: not to be read.
  static func isHidden(_ name: String) -> Bool { name.hasPrefix(".") }

  /// Whether a name is two hexadecimal digits: in `data/` that of a folder of blobs, in `meta/`
  /// that of a folder of version 1.
  static func isTwoDigits(_ name: String) -> Bool {
    name.utf8.count == 2 && name.utf8.allSatisfy(\.isLowercaseHexDigit)
  }

  func trashRun(_ name: String) -> TrashRun { TrashRun(path: trash.appending(name)) }

  /// A run that nobody uses yet: on a full disk it takes the place of one that cannot be made.
  var spareRun: TrashRun { trashRun(".spare") }
}
