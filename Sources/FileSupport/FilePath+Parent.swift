public import SystemPackage

extension FilePath {
  /// The folder that holds the last component; `.` for a bare name.
  public var parent: FilePath {
    let folder = removingLastComponent()
    return folder.isEmpty ? "." : folder
  }
}
