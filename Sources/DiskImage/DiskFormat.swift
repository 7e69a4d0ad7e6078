/// The formats of disk image files.
public enum DiskFormat: String, Sendable, CaseIterable {
  /// The bytes of the disk as they are.
  case raw
  /// QEMU's format, versions 2 and 3.
  case qcow2
  /// An earlier format of QEMU, without compression and snapshots.
  case qed
  /// VirtualBox's format.
  case vdi
  /// Microsoft's VHD, by the name that QEMU gives it.
  case vpc
  /// VMware's format, in one file or in several.
  case vmdk

  /// The format of a name as users type it, in any case; `vhd` is another name of `vpc`.
  public init?(name: String) {
    let name = name.lowercased()
    guard let format = name == "vhd" ? .vpc : DiskFormat(rawValue: name) else { return nil }
    self = format
  }

  /// The format that a file's extension promises; nil for those that promise nothing, such as `img`.
  public init?(fileExtension: String?) {
    switch fileExtension?.lowercased() {
    case "raw", "dd", "iso": self = .raw
    case "qcow2": self = .qcow2
    case "qed": self = .qed
    case "vdi": self = .vdi
    case "vpc", "vhd": self = .vpc
    case "vmdk": self = .vmdk
    default: return nil
    }
  }

  /// What else extensions promise that an image of another format must not be called: disk formats that
  /// are not written, and files that are packed.
  public static let foreignExtensions: Set<String> = [
    "qcow", "qcow3", "vhdx", "hdd", "hds", "ova", "ovf", "dmg", "luks", "wim",
    "gz", "tgz", "bz2", "xz", "zst", "lz4", "zip", "7z", "tar",
  ]

  /// The names that `init(name:)` takes, for messages.
  public static let names = allCases.map(\.rawValue).joined(separator: ", ")
}
