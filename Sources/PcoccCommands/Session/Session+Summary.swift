internal import ImageStore

extension Session {
  /// Says what was done to what an image carries.
  ///
  /// - Parameter action: as in "changed".
  func report(_ summary: ImageSummary, _ action: String, _ json: JSONOption) throws {
    if json.isOn { try conclude(JSONText.line(AttributesRecord(summary))) }
    reporter.note("\(action) \(summary.revision.latest)")
  }
}
