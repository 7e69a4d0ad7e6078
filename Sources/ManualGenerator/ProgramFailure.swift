/// A command that should have described itself, and did not: a page of what it said would be a wrong one.
struct ProgramFailure: Error, CustomStringConvertible {
  let command: String
  let status: Int32

  var description: String { "\(command) ended with status \(status)" }
}
