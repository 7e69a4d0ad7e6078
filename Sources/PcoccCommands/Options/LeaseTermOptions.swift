internal import ArgumentParser
internal import FileSupport
internal import Foundation
internal import ImageStore

/// Until when a lease holds.
struct LeaseTermOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "End of the lease, as in +8h, +2d or 2026-11-21T18:00:00Z", valueName: "time"),
    transform: { text in
      guard let time = ExpiryTime(text) else {
        throw ValidationError("expected a time as in +8h, +2d or 2026-11-21T18:00:00Z")
      }
      return time
    })
  var until: ExpiryTime?

  @Flag(help: "End the lease with the Slurm job")
  var job = false

  private static let standard = ExpiryTime.after(86400)

  func validate() throws {
    if job, until != nil { throw ValidationError("--until and --job exclude each other") }
  }

  /// What was asked for, else the end of the Slurm job, else a day.
  func term(in session: Session) throws -> LeaseTerm {
    let environment = try session.environment()
    let jobID = environment.variable("SLURM_JOB_ID")
    let now = Date()
    if let until { return LeaseTerm(expiry: until.seconds(from: now), jobID: jobID) }
    guard let text = environment.variable("SLURM_JOB_END_TIME") else {
      guard !job else {
        throw PcoccError.usage(
          "--job: SLURM_JOB_END_TIME is not set, so the end of the job is not known",
          advice: "run it in a Slurm job, or give the end with --until")
      }
      return LeaseTerm(expiry: Self.standard.seconds(from: now), jobID: jobID)
    }
    guard let end = Int(text), end >= 0 else {
      throw PcoccError.usage(
        "SLURM_JOB_END_TIME is \"\(text)\", not a time in seconds",
        advice: "give the end with --until")
    }
    // A job without a limit may end later than any lease.
    let latest = Int(now.timeIntervalSince1970) + LeaseTerm.longest
    return LeaseTerm(expiry: min(end, latest), jobID: jobID)
  }
}
