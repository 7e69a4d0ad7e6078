internal import ArgumentParser
internal import FileSupport
internal import SystemPackage

/// Asks before what cannot be undone.
struct ConfirmationOption: ParsableArguments {
  @Flag(help: "Do not ask")
  var yes = false

  /// Returns where the user agrees: with `--yes`, or on a terminal by answering.
  ///
  /// - Parameter deed: what is asked for, as in "emptying the trash".
  /// - Throws: `usage` where nobody can be asked, `other` where the answer is no.
  func require(_ deed: String, _ question: String, in session: Session) throws {
    guard !yes else { return }
    guard session.reporter.stream.isTerminal, Terminal.isTerminal(.standardInput) else {
      throw PcoccError.usage(
        "\(deed) cannot be undone, and there is nobody to ask", advice: "give --yes to do it")
    }
    session.reporter.stream.write("\(question) [y/N] ".escapingControlCharacters)
    let answer = readLine()?.lowercased() ?? ""
    guard ["y", "yes"].contains(answer) else { throw PcoccError(.other, "nothing was done") }
  }
}
