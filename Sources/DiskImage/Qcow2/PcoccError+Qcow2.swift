internal import FileSupport
internal import SystemPackage

extension PcoccError {
  /// An entry of a qcow2 table is wrong.
  ///
  /// - Parameter entry: which one, as in "L1 entry 3".
  static func qcow2Entry(
    _ path: FilePath, _ entry: String, _ problem: Qcow2EntryProblem
  ) -> PcoccError {
    let text = "\(entry) \(problem.rawValue)"
    return problem == .outsideFile ? truncatedImage(path, text) : corruptImage(path, text)
  }

  /// Runs `body` and gives what it throws the entry's name.
  static func locating<Result>(
    _ path: FilePath, _ entry: @autoclosure () -> String,
    _ body: () throws(Qcow2EntryProblem) -> Result
  ) throws -> Result {
    do {
      return try body()
    } catch {
      throw qcow2Entry(path, entry(), error)
    }
  }

  /// The clusters in use lie too far from each other to be looked at in bounded time.
  static func qcow2Scattered(_ path: FilePath) -> PcoccError {
    unsupportedImage(path, "its clusters are scattered over too large a file")
  }

  /// A cluster of the file has more than one use.
  static func qcow2Overlap(_ path: FilePath, _ offset: Int, _ owner: String) -> PcoccError {
    corruptImage(path, "the cluster at \(offset) of the file is used twice, once by \(owner)")
  }
}
