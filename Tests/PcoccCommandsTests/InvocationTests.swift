import FileSupport
import Testing

@testable import PcoccCommands

struct InvocationTests {
  @Test func emptyStore() throws {
    let table = try CommandRun.perform(["image", "list"])
    #expect(table.status == 0)
    #expect(table.output == "")
    #expect(try CommandRun.perform(["image", "list", "--json"]).output == "[]\n")
  }

  @Test func newcomersRepository() throws {
    let run = try CommandRun.perform(["image", "repo", "list", "-P", "-n", "-o", "name,exists"])
    #expect(run.output == "user|no\n")
  }

  struct Failure: Sendable {
    var arguments: [String]
    var status: Int32
    var line: String
  }

  @Test(arguments: [
    Failure(
      arguments: ["image", "nonsense"], status: 64,
      line: "no verb \"nonsense\"; see \"pcocc image --help\""),
    Failure(
      arguments: ["image", "--color", "never", "lst", "-n"], status: 64,
      line: "no verb \"lst\"; did you mean list? (\"pcocc image --help\")"),
    Failure(
      arguments: ["imgae"], status: 64,
      line: "no verb \"imgae\"; did you mean image? (\"pcocc --help\")"),
    Failure(
      arguments: ["image", "list", "-f", "jsn"], status: 64,
      line: "no form \"jsn\"; did you mean json? (there are: table, json, yaml, csv, value)"),
    Failure(
      arguments: ["image", "repo", "list", "-o", "nmae"], status: 64,
      line: "no column \"nmae\"; did you mean name? (there are: name, path, writable, exists, "
        + "version, sharing, origin)"),
    Failure(
      arguments: ["image", "list", "-R", "usr"], status: 66,
      line: "repository \"usr\" is not configured; did you mean user? (known are: user)"),
    Failure(
      arguments: ["image", "show", "centos7"], status: 66,
      line: "image \"centos7\" not found; \"pcocc image list\" shows what there is"),
    Failure(
      arguments: ["image", "inspect", "/nowhere"], status: 66,
      line: "/nowhere: cannot open: no such file or directory; check the path"),
    Failure(
      arguments: ["image", "list", "--jsn"], status: 64,
      line: "unknown option '--jsn'. Did you mean '--json'?; see \"pcocc image list --help\""),
    Failure(
      arguments: ["image", "show"], status: 64,
      line: "missing expected argument '<image>'; see \"pcocc image show --help\""),
    Failure(
      arguments: ["image", "repo", "gc", "--grace", "59m"], status: 64,
      line: "--grace takes 1h or more, unless --now is given; see \"pcocc image repo gc --help\""),
    Failure(
      arguments: ["image", "list", "-v", "-q"], status: 64,
      line: "-v and -q exclude each other; see \"pcocc image list --help\""),
    Failure(
      arguments: ["image", "verify", "box", "-R", "user"], status: 64,
      line: "IMAGE and -R exclude each other; see \"pcocc image verify --help\""),
    Failure(
      arguments: ["image", "list", "-o", "weight"], status: 64,
      line: "no column \"weight\"; there are: "
        + AttributesRecord.columns.map(\.name).joined(separator: ", ")),
    Failure(
      arguments: ["image", "list", "-R", "scratch"], status: 66,
      line: "repository \"scratch\" is not configured; known are: user"),
    Failure(
      arguments: ["image", "list", "("], status: 64, line: "\"(\" is not a regular expression"),
  ])
  func failsWithOneLine(_ table: Failure) throws {
    let run = try CommandRun.perform(table.arguments)
    #expect(run.status == table.status)
    #expect(run.output == "")
    #expect(run.errors == "pcocc image: \(table.line)\n")
  }

  @Test func errorAsJSON() throws {
    let run = try CommandRun.perform(["image", "list", "--json", "-R", "scratch"])
    #expect(run.status == 66)
    #expect(run.output == "")
    #expect(
      run.errors
        == #"{"error":{"advice":"known are: user","cause":null,"code":"not-found","#
        + #""exit_status":66,"message":"repository \"scratch\" is not configured","path":null}}"#
        + "\n")
  }

  @Test func wrongUsageAsJSON() throws {
    let run = try CommandRun.perform(["image", "show", "--json"])
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix(#"{"error":{"advice":"see \"pcocc image show --help\"""#))
    #expect(run.errors.contains(#""code":"usage""#))
  }

  @Test(arguments: [
    ["-v", "image", "list"], ["image", "-v", "list"], ["image", "list", "-v"],
  ])
  func verboseIsAcceptedAnywhere(_ arguments: [String]) throws {
    let run = try CommandRun.perform(arguments)
    #expect(run.status == 0)
    #expect(run.errors.contains("pcocc image: repository \"user\" is "))
    #expect(run.errors.contains("/repos.yaml: No such file or directory\n"))
  }
}
