internal import FileSupport

extension Session {
  /// Prints what has come of a change, which stays made where that cannot be printed.
  ///
  /// - Parameters:
  ///   - deed: what has been done, as a sentence without its end.
  ///   - isDryRun: whether nothing has been done.
  ///   - failure: of a part of it; it is a warning where the result cannot be printed either.
  func conclude(
    _ text: String, _ deed: String = "what was asked for has been done", isDryRun: Bool = false,
    failure: PcoccError? = nil
  ) throws {
    // What is left to do has to be done and said, whatever ends the writing.
    SignalWatch.start()
    do {
      try results.write(text)
    } catch var error as PcoccError where !isDryRun {
      if let failure { reporter.warn(failure) }
      let deed = failure == nil ? deed : "what could be done has been done"
      error.advice = "\(deed), only its result is lost; look before you do it once more"
      throw error
    }
  }

  /// The same for what the change was made to, or would be.
  func conclude<Record>(
    _ records: [Record], _ style: ListingStyle<Record>, isDryRun: Bool, failure: PcoccError? = nil
  ) throws {
    try conclude(style.text(records, on: screen), isDryRun: isDryRun, failure: failure)
  }
}
