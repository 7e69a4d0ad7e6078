internal import CFileSupport

/// How many files this process may have open.
public enum OpenFileLimit {
  /// Raises the limit as far as the user may: each layer of a disk is an open file.
  public static func raise() { pcocc_raise_open_file_limit() }
}
