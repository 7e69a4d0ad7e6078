/// The size that a disk is to have.
public enum DiskSizeChange: Sendable, Hashable {
  /// In bytes.
  case exactly(Int)
  /// So many bytes more than it has.
  case larger(by: Int)
}
