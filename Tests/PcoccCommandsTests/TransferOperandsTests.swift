import ArgumentParser
import Testing

@testable import PcoccCommands

struct TransferOperandsTests {
  struct Case: Sendable {
    var given: [String]
    var source: String
    var destination: String
  }

  @Test(arguments: [
    Case(given: ["a.img", "user:a"], source: "a.img", destination: "user:a"),
    Case(given: ["vm", "a.img", "user:a"], source: "a.img", destination: "user:a"),
    Case(given: ["vm", "a"], source: "vm", destination: "a"),
    Case(given: ["-", "a"], source: "-", destination: "a"),
    Case(given: ["vm", "-", "a"], source: "-", destination: "a"),
    Case(given: ["--", "-dash.img", "a"], source: "-dash.img", destination: "a"),
    Case(
      given: ["-t", "RAW", "vm", "--", "-dash.img", "a"], source: "-dash.img", destination: "a"),
  ])
  func shiftsKindAway(_ table: Case) throws {
    let command = try #require(
      try PcoccCommand.parseAsRoot(["image", "import"] + table.given) as? ImportCommand)
    let operands = try TransferOperands(
      command.kind, command.source, command.dest, verb: "imported")
    #expect(operands.source == table.source)
    #expect(operands.destination == table.destination)
  }

  struct Refusal: Sendable {
    var given: [String]
    var message: String
  }

  @Test(arguments: [
    Refusal(given: [], message: "missing operand, expected [KIND] SOURCE DEST"),
    Refusal(given: ["a.img"], message: "missing operand, expected [KIND] SOURCE DEST"),
    Refusal(given: ["ctr", "a", "b"], message: "container images cannot be imported"),
    Refusal(given: ["cont", "a", "b"], message: "container images cannot be imported"),
    Refusal(
      given: ["disk", "a", "b"], message: "unknown kind of image \"disk\", the only one is \"vm\""),
    Refusal(given: ["vm", "a", "b", "c"], message: "unexpected argument 'c'"),
    Refusal(given: ["--force", "a", "b"], message: "--force needs -t"),
    Refusal(
      given: ["-t", "ova", "a", "b"],
      message: "the value 'ova' is invalid for '-t <format>':"
        + " expected one of raw, qcow2, qed, vdi, vpc, vmdk"),
    Refusal(
      given: ["--compress=lz4", "a", "b"],
      message: "the value 'lz4' is invalid for '--compress <zlib|zstd>': expected zlib or zstd"),
  ])
  func refuses(_ table: Refusal) throws {
    let arguments = ["image", "import"] + table.given
    let run = try CommandRun.perform(arguments)
    #expect(run.status == 64)
    #expect(run.output == "")
    #expect(
      run.errors
        == "pcocc image: \(table.message); see \"pcocc image import --help\"\n")
  }
}
