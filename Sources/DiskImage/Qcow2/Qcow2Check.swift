public import FileSupport
internal import SystemPackage

/// A check of a qcow2 image as a whole, in bounded memory and in time proportional to the file.
public struct Qcow2Check {
  private let file: any File
  private let fileSize: Int
  private let header: Qcow2Header
  private let refcounts: Qcow2Refcounts
  private let monitor: Monitor
  private let clustersAtOnce: Int

  /// Walks all tables of the disk's current content and of the file's management.
  ///
  /// Reference counts are not compared where internal snapshots or bitmaps have a part in them.
  ///
  /// - Parameter allowingBacking: takes an image with a backing file, which is never clean.
  /// - Throws: what opening a `Qcow2Reader` throws; `corrupt` where an entry breaks the
  ///   specification's rules, lies outside the file, or a cluster is used twice.
  public static func run(
    _ file: any File, allowingBacking: Bool = false, monitor: Monitor = .silent
  ) throws -> Qcow2CheckResult {
    try Qcow2Check(
      file, allowingBacking: allowingBacking, monitor: monitor,
      clustersAtOnce: Qcow2ClusterUse.maximumCount
    ).result()
  }

  init(
    _ file: any File, allowingBacking: Bool, monitor: Monitor, clustersAtOnce: Int
  ) throws {
    header = try Qcow2Header(file: file)
    try header.validateForReading(path: file.path, allowingBacking: allowingBacking)
    self.file = file
    fileSize = try file.status().size
    refcounts = Qcow2Refcounts(file: file, fileSize: fileSize, header: header)
    self.monitor = monitor
    self.clustersAtOnce = clustersAtOnce
  }

  /// All tables are walked for each part. A file of that many is 32 TiB long with the usual clusters;
  /// a short one with as many holes would only be made to keep somebody busy.
  private static let maximumParts = 64

  private var clusters: Int { fileSize.dividedRoundingUp(by: header.layout.clusterSize) }

  func result() throws -> Qcow2CheckResult {
    // No L2 table may be walked through twice, or a small file could take for ever. One walk over
    // one part finds those used twice before it enters them.
    if clusters > clustersAtOnce { try forEachPart(includingData: false) { _, _ in } }
    let isComparable = header.snapshotCount == 0 && !header.extensions.hasBitmaps
    var mismatches = Qcow2RefcountMismatches()
    var wrongFlags = 0
    try forEachPart(includingData: true) { walk, next in
      guard isComparable else { return }
      try refcounts.compare(walk.use, &mismatches)
      try refcounts.countLeaks(in: walk.use.part.upperBound..<next, &mismatches)
      wrongFlags = walk.wrongFlags
    }
    var result = Qcow2CheckResult(header)
    result.add("leaked clusters", mismatches.leaked)
    result.add("clusters with too low a reference count", mismatches.missing)
    result.add("wrong \"copied\" flags", wrongFlags)
    return result
  }

  /// Walks once for each part of the file and calls `body` with the walk and the start of the next
  /// part; what nothing uses, as a hole of petabytes, is in no part.
  private func forEachPart(
    includingData: Bool, _ body: (Qcow2Walk, Int) throws -> Void
  ) throws {
    var start = 0
    var parts = 0
    while start < clusters {
      parts += 1
      guard parts <= Self.maximumParts else { throw PcoccError.qcow2Scattered(file.path) }
      let end = start + min(clustersAtOnce, clusters - start)
      var walk = Qcow2Walk(
        file: file, fileSize: fileSize, header: header, refcounts: refcounts, monitor: monitor,
        includesData: includingData, use: Qcow2ClusterUse(start..<end))
      try walk.run()
      start = min(walk.use.next, clusters)
      try body(walk, start)
    }
  }
}
