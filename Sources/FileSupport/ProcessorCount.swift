internal import CFileSupport

/// How many processors this process may use, which on a node that is shared may be few of its many.
public enum ProcessorCount {
  /// At least one.
  public static let available = Int(pcocc_processor_count())
}
