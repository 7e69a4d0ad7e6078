extension FileSignature {
  /// Whether the file has the signature of a format.
  ///
  /// A signature counts even where the file is too short for the header that should follow: such
  /// a file is a broken image, never a raw disk.
  func matches(_ format: DiskFormat) -> Bool {
    switch format {
    case .raw: false
    case .qcow2: isQcow && bigEndian32(4) != 1
    case .qed: hasHead(QedHeader.magic)
    case .vdi: hasHead(VdiHeader.signature, at: VdiHeader.signatureOffset)
    case .vpc: hasHead(VpcFooter.cookie) || isFixedVpc
    case .vmdk:
      hasHead(VmdkSparseHeader.magic) || hasHead(VmdkSparseHeader.vmfsMagic) || isVmdkText
    }
  }

  /// Whether the file begins as all versions of qcow do.
  var isQcow: Bool { hasHead("QFI") && hasHead([0xfb], at: 3) }

  /// Whether the file ends as all VHDs do.
  var hasVpcFooter: Bool { tail.starts(with: VpcFooter.cookie.utf8) }

  /// Whether the file ends in the footer of a fixed VHD, which has no other signature; so the
  /// footer has to be right in all that can be checked.
  private var isFixedVpc: Bool {
    let fields = HeaderFields(bytes: tail, order: .big, path: path)
    guard let footer = try? VpcFooter(fields) else { return false }
    return footer.kind == .fixed && footer.currentSize <= size - VpcFooter.length
  }

  /// Whether the file is a text that may be the descriptor of a VMDK.
  ///
  /// At least as wide as QEMU's rule, which skips comments whatever bytes they hold: a text that
  /// QEMU would take for a descriptor, and open the files it names, must never pass as raw.
  private var isVmdkText: Bool {
    if hasHead("# Disk DescriptorFile") { return true }
    for line in head.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.first == UInt8(ascii: "#") { continue }
      let text = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      if text.allSatisfy({ $0 == UInt8(ascii: " ") }) { continue }
      return (1...3).contains { text.elementsEqual("version=\($0)".utf8) }
    }
    return false
  }
}
