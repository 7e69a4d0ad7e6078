/// A format to write, with its options.
public enum OutputFormat: Sendable, Hashable {
  /// The bytes of the disk; there is nothing to choose.
  case raw
  /// QEMU's format in a version, with a size of clusters, compressed or not.
  case qcow2(Qcow2Options)
  /// QEMU's earlier format, with sizes of clusters and tables.
  case qed(QedOptions)
  /// VirtualBox's format, with or without holes.
  case vdi(VdiOptions)
  /// Microsoft's VHD, with or without holes.
  case vpc(VpcOptions)
  /// VMware's format in one file, compressed or not.
  case vmdk(VmdkOptions)

  /// The format with the options that are used where a user gives none.
  public init(_ format: DiskFormat) {
    self =
      switch format {
      case .raw: .raw
      case .qcow2: .qcow2(Qcow2Options())
      case .qed: .qed(QedOptions())
      case .vdi: .vdi(VdiOptions())
      case .vpc: .vpc(VpcOptions())
      case .vmdk: .vmdk(VmdkOptions())
      }
  }

  /// The format without its options.
  public var format: DiskFormat {
    switch self {
    case .raw: .raw
    case .qcow2: .qcow2
    case .qed: .qed
    case .vdi: .vdi
    case .vpc: .vpc
    case .vmdk: .vmdk
    }
  }
}
