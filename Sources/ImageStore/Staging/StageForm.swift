/// What a staged image is on the node's disk.
public enum StageForm: String, Sendable, CaseIterable {
  /// One qcow2 file that stands alone.
  case qcow2
  /// The bytes of the disk.
  case raw
  /// The blobs as they are in the repository, with their relative names.
  case layers
}
