internal import FileSupport
internal import SystemPackage

/// What the kind of a file system and its mount options mean for a repository.
struct MountCheckup: Sendable {
  let files: any FileSystem
  let path: FilePath

  func findings() -> [DoctorFinding] {
    do {
      guard let mount = try MountTable.current(files).mount(of: path) else {
        throw PcoccError(.other, "no mount holds it", path: path)
      }
      return Self.findings(of: mount) + stripes(mount)
    } catch {
      return [
        DoctorFinding(
          "mount", .note, seen: "cannot be told: \(error)",
          meaning: "kind and options of the file system are unknown")
      ]
    }
  }

  /// All that the mount alone tells.
  static func findings(of mount: Mount) -> [DoctorFinding] {
    var findings = [kind(of: mount)]
    if mount.has("ro") {
      findings.append(
        DoctorFinding(
          "read-only", .warning, seen: "mounted read-only",
          meaning: "images can be read here, not written", advice: "mount it with rw to write"))
    }
    if mount.has("nobarrier") || mount.value("barrier") == "0" {
      findings.append(
        DoctorFinding(
          "barriers", .warning, seen: "write barriers are off",
          meaning: "a power cut may lose what was reported as written",
          advice: "mount it without nobarrier, unless the disk's cache has a battery"))
    }
    switch mount.type {
    case "nfs", "nfs4": return findings + NFSCheckup(mount: mount).findings()
    case "lustre": return findings + [lustreLocks(mount)]
    default: return findings
    }
  }

  private static let local: Set = [
    "ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "bcachefs", "jfs", "ocfs2", "gfs2",
  ]
  private static let shared: Set = [
    "nfs", "nfs4", "lustre", "gpfs", "beegfs", "ceph", "panfs", "pvfs2", "orangefs", "wekafs",
    "afs", "virtiofs",
  ]
  private static let noUnixNames: Set = ["vfat", "msdos", "exfat", "ntfs", "ntfs3", "fuseblk"]

  private static func kind(of mount: Mount) -> DoctorFinding {
    let seen = "\(mount.type) on \(mount.point), from \(mount.source)"
    let finding = { (verdict: DoctorFinding.Verdict, meaning: String, advice: String?) in
      DoctorFinding("mount", verdict, seen: seen, meaning: meaning, advice: advice)
    }
    switch mount.type {
    case _ where local.contains(mount.type):
      return finding(.ok, "a local file system that keeps what was brought to disk", nil)
    case _ where shared.contains(mount.type):
      return finding(.ok, "a shared file system; --write --peer on two nodes tries it", nil)
    case "tmpfs", "ramfs":
      return finding(
        .warning, "kept in memory: every image is gone when this node restarts",
        "use it for staged images, not for a repository")
    case "overlay":
      return finding(
        .warning, "the inside of a container: images may go with it",
        "bind a folder of the host into the container")
    case _ where noUnixNames.contains(mount.type):
      return finding(
        .warning, "lacks hard links, modes or names that differ by case", "use another file system")
    case "cifs", "smb3", "9p", "fuse.sshfs":
      return finding(
        .warning, "whether names appear in one step depends on the server",
        "try it with --write, or use NFS")
    default:
      return finding(.note, "not a file system that is known here; --write tries it", nil)
    }
  }

  private static func lustreLocks(_ mount: Mount) -> DoctorFinding {
    let mode = ["localflock", "flock"].first(where: mount.has) ?? "noflock"
    return DoctorFinding(
      "lock-options", mode == "flock" ? .ok : .note, seen: mode,
      meaning: mode == "flock"
        ? "locks hold between nodes" : "locks do not hold between nodes; a repository takes none")
  }

  private func stripes(_ mount: Mount) -> [DoctorFinding] {
    guard mount.type == "lustre" else { return [] }
    let bytes = files.extendedAttribute("lustre.lov", of: path)
    let seen: String
    switch bytes.flatMap(LustreLayout.init(attribute:)) {
    case .plain(let count, let size): seen = "\(count.counting("stripe")) of \(size) bytes"
    case .composite: seen = "a layout that grows with the file"
    case nil: seen = "the default of the file system"
    }
    return [
      DoctorFinding(
        "stripes", .note, seen: seen,
        meaning: "a blob of one stripe is read from one server by all nodes",
        advice: "where many nodes read one image, set several stripes with lfs setstripe on data/")
    ]
  }
}
