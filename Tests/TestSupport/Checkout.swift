public import SystemPackage

/// The project's own files, for tests of what is not code.
public enum Checkout {
  public static let root = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .removingLastComponent()
}
