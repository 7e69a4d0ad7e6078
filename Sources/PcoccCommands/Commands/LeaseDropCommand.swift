internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image lease drop`
struct LeaseDropCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "drop",
    abstract: "End leases before their time",
    usage: "pcocc image lease drop ID...",
    discussion: """
      EXAMPLES
        pcocc image lease drop 1795000000-6b1f0c2ab94e77d0
        pcocc image lease drop $(pcocc image lease list -n -o id)
      """)

  @Argument(help: "Leases, as \"lease list\" prints their IDs") var id: [String]
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let leases = try id.map { text in
      guard let lease = LeaseID(text) else {
        throw PcoccError.usage(
          "\"\(text)\" is not the id of a lease", advice: "\"pcocc image lease list\" shows them")
      }
      return lease
    }
    let manager = try session.manager()
    for lease in leases { try manager.dropLease(lease) }
    session.reporter.note("dropped \(leases.count.counting("lease"))")
  }
}
