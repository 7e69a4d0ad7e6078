internal import FileSupport

extension PcoccError {
  /// A library could not allocate its working memory.
  static func noMemory(to action: String) -> PcoccError {
    PcoccError(.other, "not enough memory to \(action)")
  }
}
