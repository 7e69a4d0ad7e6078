/// A format that is recognised, so that no file of it is taken for a raw disk, but is not read.
public enum ForeignFormat: String, Sendable, CaseIterable {
  /// Hyper-V's format, which came after VHD.
  case vhdx = "VHDX"
  /// QEMU's format before qcow2.
  case qcow1 = "qcow version 1"
  /// The growing disks of Parallels and Virtuozzo.
  case parallels = "Parallels"
  /// An encrypted disk of Linux.
  case luks = "LUKS"
  /// The growing disks of the Bochs emulator.
  case bochs = "Bochs"
  /// Compressed disks of live systems.
  case cloop
  /// The disk images of macOS.
  case dmg = "Apple disk image"
  /// The sparse disks of VMware's newer snapshots.
  case seSparse = "VMDK seSparse extent"
  /// Anything packed by gzip.
  case gzip
  /// Anything packed by xz.
  case xz
  /// Anything packed by zstd.
  case zstd
  /// Anything packed by bzip2.
  case bzip2
  /// A tar archive; an OVA is one with a VMDK in it.
  case tar = "tar archive or OVA"
  /// Only where it is hidden in the header of another format; an ISO file is a raw disk.
  case iso9660 = "ISO 9660"

  /// What a file of the format is, to follow "it is".
  var predicate: String {
    switch self {
    case .gzip, .xz, .zstd, .bzip2: "\(rawValue)-compressed"
    case .luks: "LUKS-encrypted"
    case .dmg: "an \(rawValue)"
    case .tar, .seSparse: "a \(rawValue)"
    case .vhdx, .qcow1, .parallels, .bochs, .cloop: "a \(rawValue) image"
    case .iso9660: "an \(rawValue) image"
    }
  }

  /// How to get at the disk.
  var advice: String {
    switch self {
    case .vhdx, .qcow1, .parallels, .bochs, .cloop, .dmg:
      "run \"qemu-img convert -O qcow2\" on it first"
    case .seSparse: "run \"qemu-img convert -O qcow2\" on the disk's descriptor first"
    case .luks: "unlock it and copy the disk inside first"
    case .gzip, .zstd:
      "unpack it first; only import unpacks by itself, and only what is compressed once"
    case .xz: "unpack it first, as in \"xz -dc FILE | pcocc image import - IMAGE\""
    case .bzip2: "unpack it first, as in \"bzip2 -dc FILE | pcocc image import - IMAGE\""
    case .tar: "unpack it with tar first and take the disk image inside"
    case .iso9660: "copy the disk inside first"
    }
  }
}
