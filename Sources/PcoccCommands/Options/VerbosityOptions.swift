internal import ArgumentParser

/// How much is said on standard error. Accepted before `image` as well, as pcocc has it.
struct VerbosityOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Say what is being done")
  var verbose = false

  @Flag(name: .shortAndLong, help: "Say nothing but warnings and errors")
  var quiet = false

  func validate() throws {
    if verbose, quiet { throw ValidationError("-v and -q exclude each other") }
  }

  var level: Reporter.Level {
    if quiet { return .quiet }
    return verbose ? .verbose : .normal
  }
}
