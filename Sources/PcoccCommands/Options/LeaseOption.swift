internal import ArgumentParser
internal import ImageStore

/// Whether a verb takes a lease as well.
struct LeaseOption: ParsableArguments {
  @Flag(help: "Keep garbage collection off the image while it is used")
  var lease = false

  @OptionGroup var options: LeaseTermOptions

  func validate() throws {
    if !lease, options.job || options.until != nil {
      throw ValidationError("--until and --job need --lease")
    }
  }

  /// nil where no lease is asked for.
  func term(in session: Session) throws -> LeaseTerm? {
    lease ? try options.term(in: session) : nil
  }
}
