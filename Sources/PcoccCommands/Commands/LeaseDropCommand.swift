internal import ArgumentParser
internal import FileSupport
internal import ImageStore

/// `pcocc image lease drop`
struct LeaseDropCommand: Verb {
  static let configuration = CommandConfiguration(
    commandName: "drop",
    abstract: "End leases before their time",
    usage: "pcocc image lease drop [--json] ID...",
    discussion: """
      A lease that cannot be dropped keeps no other one.

      EXAMPLES
        pcocc image lease drop 1795000000-6b1f0c2ab94e77d0
        pcocc image lease drop $(pcocc image lease list -n -o id)
      """)

  @Argument(help: "Leases, as \"lease list\" prints their IDs", completion: .lease) var id: [String]
  @OptionGroup var json: JSONOption
  @OptionGroup var verbosity: VerbosityOptions

  func run(in session: Session) throws {
    let leases = try id.uniqued.map { text in
      guard let lease = LeaseID(text) else {
        throw PcoccError.usage(
          "\"\(text)\" is not the id of a lease", advice: "\"pcocc image lease list\" shows them")
      }
      return lease
    }
    let manager = try session.manager()
    var failures = Failures()
    let records = try leases.map { lease in
      let dropped: Void? = try failures.collect { try manager.dropLease(lease) }
      return LeaseDropRecord(id: lease.description, dropped: dropped != nil)
    }
    failures.warn(session.reporter)
    if json.isOn { try session.conclude(JSONText.line(records), failure: failures.first) }
    let count = records.count(where: \.dropped)
    session.reporter.note(
      count == leases.count
        ? "dropped \(count.counting("lease"))"
        : "dropped \(count) of \(leases.count.counting("lease"))")
    try failures.throwFirst()
  }
}
