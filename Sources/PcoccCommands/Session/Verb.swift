internal import ArgumentParser

/// A command that does something, as opposed to a group of commands.
protocol Verb: ParsableCommand {
  var verbosity: VerbosityOptions { get }

  /// Does the work. Throws `PcoccError` only.
  func run(in session: Session) throws
}
