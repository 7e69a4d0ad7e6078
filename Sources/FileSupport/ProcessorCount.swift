internal import CFileSupport

/// How many processors this process may use, which on a node that is shared may be few of its many.
public enum ProcessorCount {
  /// At least one.
  public static let available = Int(pcocc_processor_count())

  /// As many threads as are asked for, but no more than that, and at least one.
  public static func limiting(_ threads: Int) -> Int { max(1, min(threads, available)) }
}
