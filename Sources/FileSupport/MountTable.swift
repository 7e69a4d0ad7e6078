public import SystemPackage

/// The mounted file systems that this process sees.
public struct MountTable: Sendable, Hashable {
  /// In the order of mounting.
  public var mounts: [Mount]

  /// - Parameter text: the content of /proc/self/mountinfo; lines in another form are left out.
  public init(parsing text: String) {
    mounts = text.split(separator: "\n").compactMap { Mount(line: $0) }
  }

  /// What this process sees now.
  public static func current(_ files: any FileSystem) throws -> MountTable {
    let bytes = try files.openForReading("/proc/self/mountinfo").contentsToEnd(limit: 16 << 20)
    return MountTable(parsing: String(decoding: bytes, as: UTF8.self))
  }

  /// The mount that a path lies on, which is absolute and has no symbolic links.
  public func mount(of path: FilePath) -> Mount? {
    // Of two on one folder the later one hides the other.
    mounts.filter { path.starts(with: $0.point) }.enumerated()
      .max {
        ($0.element.point.components.count, $0.offset) < (
          $1.element.point.components.count, $1.offset
        )
      }?
      .element
  }
}
