/// A format to write, with its options.
public enum OutputFormat: Sendable, Hashable {
  case raw
  case qcow2(Qcow2Options)
  case qed
  case vdi
  case vpc(VpcOptions)
  case vmdk(VmdkOptions)

  /// - Parameters:
  ///   - qcow2, vpc, vmdk: options that matter for that format only.
  public init(
    _ format: DiskFormat, qcow2: Qcow2Options = Qcow2Options(), vpc: VpcOptions = VpcOptions(),
    vmdk: VmdkOptions = VmdkOptions()
  ) {
    self =
      switch format {
      case .raw: .raw
      case .qcow2: .qcow2(qcow2)
      case .qed: .qed
      case .vdi: .vdi
      case .vpc: .vpc(vpc)
      case .vmdk: .vmdk(vmdk)
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
