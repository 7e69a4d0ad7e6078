/// A format to write, with its options.
public enum OutputFormat: Sendable, Hashable {
  case raw
  case qcow2(Qcow2Options)
  case qed(QedOptions)
  case vdi(VdiOptions)
  case vpc(VpcOptions)
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
