internal import Dispatch
internal import Synchronization

extension Array where Element: Sendable {
  /// What one processor gets at a time: little enough for all to have something to do, and much more
  /// than the handing out costs.
  private static var share: Int { 512 }

  /// The results for all elements in their order, made by all processors where there are many.
  func concurrentFlatMap<Result: Sendable>(
    _ transform: @Sendable (Element) -> [Result]
  ) -> [Result] {
    guard count > Self.share else { return flatMap(transform) }
    let shares = (count - 1) / Self.share + 1
    let results = Mutex<[[Result]]>(Array<[Result]>(repeating: [], count: shares))
    DispatchQueue.concurrentPerform(iterations: shares) { index in
      let start = index * Self.share
      let result = self[start..<Swift.min(start + Self.share, count)].flatMap(transform)
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0.flatMap(\.self) }
  }
}
