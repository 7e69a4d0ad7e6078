internal import FileSupport
internal import ImageStore
internal import SystemPackage

/// What a verb runs with. Configuration and environment are looked at only where it asks for them.
struct Session: Sendable {
  var results: ResultStream
  var reporter: Reporter
  /// What the program was called with, its name left out.
  var arguments: [String]
  var environment: @Sendable () throws -> ProcessEnvironment
  /// What the user prefers where the command line says nothing.
  var preferences: Preferences
  /// What standard output is shown on.
  var screen: Screen
  /// Writes down how far the work is, in a process that was started for a task.
  var recorder: TaskRecorder?

  /// The repositories of this user.
  func manager() throws -> ImageManager {
    var manager = try ImageManager(environment(), warn: reporter.warningOnce())
    if let threads = preferences.threads { manager.context.threads = threads }
    for repository in manager.configuration.repositories {
      let origin = repository.origin.map { ", says \($0)" } ?? ""
      reporter.log("repository \"\(repository.name)\" is \(repository.path)\(origin)")
    }
    return manager
  }

  /// Prints a listing.
  ///
  /// - Parameter title: the heading over a record's table, where people get a table for each.
  func list<Record>(
    _ records: [Record], _ style: ListingStyle<Record>, title: ((Record) -> String)? = nil
  ) throws {
    try results.write(style.text(records, title: title, on: screen))
  }

  /// Does long work that shows its progress and that signals stop.
  ///
  /// - Parameter name: what is worked on.
  func withMonitor<Result>(
    _ name: String, _ options: WorkOptions, _ body: (Monitor) throws -> Result
  ) rethrows -> Result {
    SignalWatch.start()
    let progress = ProgressReporter(
      name: name, style: progressStyle(options.progress ?? preferences.progress ?? .auto),
      stream: reporter.stream)
    defer { progress.finish() }
    return try body(
      Monitor(
        report: { [recorder] in
          progress.update($0)
          recorder?.report($0)
        }, checkCancelled: SignalWatch.checkCancelled,
        threads: options.threads ?? preferences.threads ?? ProcessorCount.available))
  }

  /// Does work that has no progress to show and that signals stop.
  func withSignals<Result>(_ body: (Monitor) throws -> Result) rethrows -> Result {
    SignalWatch.start()
    return try body(Monitor(checkCancelled: SignalWatch.checkCancelled))
  }

  private func progressStyle(_ mode: WorkOptions.ProgressMode) -> any ProgressStyle {
    guard reporter.level != .quiet else { return SilentProgress() }
    switch mode {
    case .auto:
      if reporter.stream.isTerminal, reporter.terminal.isCapable { return BarProgress() }
      return reporter.isJSON ? SilentProgress() : PlainProgress()
    case .plain: return PlainProgress()
    case .none: return SilentProgress()
    case .json: return JSONProgress()
    }
  }
}
