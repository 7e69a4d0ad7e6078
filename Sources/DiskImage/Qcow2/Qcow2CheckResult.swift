/// What a check of a sound qcow2 image found.
public struct Qcow2CheckResult: Sendable, Hashable {
  /// Why the file is not one to keep as it is, in words for a user; empty where it is.
  public var reasons: [String] = []

  /// Whether the file is standalone and `qemu-img check` has nothing to say about it: reference
  /// counts and flags are exact, and nothing is in it but the disk.
  public var isClean: Bool { reasons.isEmpty }
}

extension Qcow2CheckResult {
  /// The reasons that the header gives.
  init(_ header: Qcow2Header) {
    if header.incompatible.contains(.dirty) { reasons.append("it was not closed properly") }
    if header.backingName != nil { reasons.append("it has a backing file") }
    if header.extensions.hasBitmaps { reasons.append("it has dirty bitmaps") }
    if !header.autoclear.subtracting(.bitmaps).isEmpty {
      reasons.append("unknown autoclear features")
    }
    add("internal snapshots", header.snapshotCount)
  }

  /// Adds a reason, unless the count is 0.
  mutating func add(_ name: String, _ count: Int) {
    if count > 0 { reasons.append("\(name): \(count)") }
  }
}
