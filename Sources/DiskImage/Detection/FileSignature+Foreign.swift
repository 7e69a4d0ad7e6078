extension FileSignature {
  /// Whether the file has the signature of a known format that is not supported.
  func matches(_ format: ForeignFormat) -> Bool {
    switch format {
    case .vhdx: hasHead("vhdxfile")
    case .qcow1: isQcow && bigEndian32(4) == 1
    case .parallels: hasHead("WithoutFreeSpace") || hasHead("WithouFreSpacExt")
    case .luks: hasHead("LUKS") && hasHead([0xba, 0xbe], at: 4)
    case .bochs: hasHead("Bochs Virtual HD Image")
    case .cloop: hasHead("#!/bin/sh\n#V2.0 Format\nmodprobe cloop")
    // The trailer's signature, version 4 and its own length.
    case .dmg: tail.starts(with: Array("koly".utf8) + [0, 0, 0, 4, 0, 0, 2, 0])
    case .seSparse: hasHead([0xbe, 0xba, 0xfe, 0xca, 0, 0, 0, 0])
    case .gzip: hasHead([0x1f, 0x8b])
    case .xz: hasHead([0xfd, 0x37, 0x7a, 0x58, 0x5a])
    case .zstd: hasHead([0x28, 0xb5, 0x2f, 0xfd])
    case .bzip2: hasHead("BZh")
    case .tar: hasHead("ustar", at: 257)
    case .iso9660: isQcow && isIso9660 && headerReachesIso9660
    }
  }

  /// Whether a volume descriptor lies where one does on an ISO 9660 file system (ECMA-119, 8.1).
  var isIso9660: Bool { hasHead("CD001", at: Self.isoSignatureOffset) }

  private static let isoSignatureOffset = 0x8001

  /// In the first cluster of a qcow2, which holds nothing of the guest's, a file system is a
  /// second format of the file; in any later one it is the guest's business.
  private var headerReachesIso9660: Bool {
    (bigEndian32(20) ?? 0) >= 16
  }
}
