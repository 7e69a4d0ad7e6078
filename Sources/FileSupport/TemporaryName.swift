/// Names of files that are being written and will take another name in the same folder.
public enum TemporaryName {
  /// Hidden, so that no reader takes such a file for a finished one.
  public static let prefix = ".in-"
}
