extension Int {
  /// So many things, as in "1 image" or "3 images".
  func counting(_ noun: String) -> String { "\(self) \(noun)\(self == 1 ? "" : "s")" }
}
