extension Sequence where Element: Hashable {
  /// Each element once, where it came first: what is named twice is to be done once.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
