internal import FileSupport
internal import SystemPackage

/// Every file name inside a staging folder, and what is made of them.
///
/// `HASH.qcow2` and `HASH.raw` are disks, `data/ab/HASH` blobs, `HASH.FORM.json` the manifest of an
/// entry, and `.lock-*` what processes lock.
struct StageLayout: Sendable, Hashable {
  let root: FilePath

  static let folderMode = FilePermissions.ownerReadWriteExecute
  /// Entries are shared by all who stage the same content, so nobody writes to them.
  static let fileMode = FilePermissions(rawValue: 0o444)
  static let manifestMode = FilePermissions(rawValue: 0o644)

  private static let manifestSuffix = ".json"

  /// A user's own folder where others may write as well.
  static func subfolder(userID: UInt32) -> String { "pcocc-stage-\(userID)" }

  /// The blobs lie as in a repository, so that the names of backing files in them hold.
  private var blobs: RepositoryLayout { RepositoryLayout(root: root) }

  var blobFolders: FilePath { blobs.data }

  func blob(_ digest: Digest) -> FilePath { blobs.blob(digest) }

  /// The file that QEMU is given.
  func file(_ entry: StageEntry) -> FilePath {
    entry.form == .layers ? blob(entry.digest) : root.appending(entry.name)
  }

  /// The entry that QEMU is given such a file of, and the folder; nil where no entry has such a file.
  static func parseFile(_ path: FilePath) -> (StageLayout, StageEntry)? {
    guard let name = path.lastComponent?.string else { return nil }
    if let entry = StageEntry(name: name), entry.form != .layers {
      return (StageLayout(root: path.parent), entry)
    }
    guard let digest = Digest(hex: name) else { return nil }
    let layout = StageLayout(root: path.parent.parent.parent)
    let entry = StageEntry(digest: digest, form: .layers)
    return layout.file(entry) == path ? (layout, entry) : nil
  }

  /// All files of an entry, the one that QEMU is given last.
  func files(_ entry: StageEntry, layers: [Digest]) -> [FilePath] {
    entry.form == .layers ? layers.map(blob) : [file(entry)]
  }

  func manifest(_ entry: StageEntry) -> FilePath {
    root.appending(entry.name + Self.manifestSuffix)
  }

  /// The entry whose manifest has this name; nil where it is no manifest.
  static func parseManifest(_ name: String) -> StageEntry? {
    guard name.hasSuffix(manifestSuffix) else { return nil }
    return StageEntry(name: String(name.dropLast(manifestSuffix.count)))
  }

  /// What is locked to use or change an entry.
  func lock(_ entry: StageEntry) -> FilePath {
    entry.form == .layers ? stackLock : lock(entry.name)
  }

  /// Stacks may share blobs, so they share a lock.
  var stackLock: FilePath { lock(StageForm.layers.rawValue) }

  private func lock(_ name: String) -> FilePath { root.appending(".lock-" + name) }

  /// The part of a temporary name that tells what it will be. Only who holds the lock makes one, so
  /// it needs no randomness, and whoever holds it next finds what is left of a killed process.
  func token(for path: FilePath) -> String { path.lastComponent?.string ?? "" }

  func temporary(for path: FilePath) -> FilePath {
    path.parent.appending(TemporaryName.prefix + token(for: path))
  }

  /// The entry that a temporary file in the root was meant for; nil for other files.
  static func parseTemporary(_ name: String) -> StageEntry? {
    guard name.hasPrefix(TemporaryName.prefix) else { return nil }
    let name = String(name.dropFirst(TemporaryName.prefix.count))
    return StageEntry(name: name) ?? parseManifest(name)
  }
}
