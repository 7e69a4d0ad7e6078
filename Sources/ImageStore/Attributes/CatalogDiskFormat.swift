internal import DiskImage

/// The disk formats of the Images API, and `qed`, which has no name there. A mere label: the stored
/// layers are qcow2.
public enum CatalogDiskFormat: String, Sendable, Hashable, CaseIterable {
  /// `ami`, `ari` and `aki` are Amazon's machine, ramdisk and kernel images, `vhd` is
  /// `DiskFormat.vpc`, `iso` a data disc, and `ploop` the format of Virtuozzo's containers.
  case ami, ari, aki, vhd, vhdx, vmdk, raw, qcow2, vdi, iso, ploop, qed

  /// What a file of this format is called there.
  init(_ format: DiskFormat) {
    switch format {
    case .raw: self = .raw
    case .qcow2: self = .qcow2
    case .qed: self = .qed
    case .vdi: self = .vdi
    case .vpc: self = .vhd
    case .vmdk: self = .vmdk
    }
  }
}
