extension Int {
  /// So many things, as in "1 image" or "3 images".
  ///
  /// - Parameter several: the noun for more or fewer than one, where it takes more than an "s".
  public func counting(_ noun: String, _ several: String? = nil) -> String {
    "\(self) \(self == 1 ? noun : several ?? noun + "s")"
  }
}
