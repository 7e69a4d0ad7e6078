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
      arguments: ["image", "list", "("], status: 64,
      line: "\"(\" is not a regular expression; \"\\\" before a character such as ( [ * + "
        + "makes it mean itself"),
    Failure(
      arguments: ["image", "resize", "a", "+9E"], status: 64,
      line: "\"9E\" is too large, expected less than 8E; see \"pcocc image resize --help\""),
    Failure(
      arguments: ["image", "resize", "a", "99999999999999999999"], status: 64,
      line: "\"99999999999999999999\" is too large, expected less than 8E; see \"pcocc image "
        + "resize --help\""),
    Failure(
      arguments: ["image", "list", "--limit", "x"], status: 64,
      line: "the value 'x' is invalid for '--limit <n>': expected a whole number from 0; see "
        + "\"pcocc image list --help\""),
    Failure(
      arguments: ["image", "list", "--min-disk=-1"], status: 64,
      line: "the value '-1' is invalid for '--min-disk <gb>': expected a whole number from 0; "
        + "see \"pcocc image list --help\""),
    Failure(
      arguments: ["image", "list", "--size-min", "9E"], status: 64,
      line: "the value '9E' is invalid for '--size-min <size>': \"9E\" is too large, expected "
        + "less than 8E; see \"pcocc image list --help\""),
    Failure(
      arguments: ["image", "verify", "--part", "9/7"], status: 64,
      line: "the value '9/7' is invalid for '--part <n/t>': expected N/T, two whole numbers "
        + "with N from 1 to T, as in 3/7; see \"pcocc image verify --help\""),
    Failure(
      arguments: ["image", "repo", "gc", "--older-than", "5"], status: 64,
      line: "the value '5' is invalid for '--older-than <age>': expected a number with a unit "
        + "of s, m, h, d or w, a hundred years at most; see \"pcocc image repo gc --help\""),
    Failure(
      arguments: ["image", "task", "wait", "--timeout", "5", "x"], status: 64,
      line: "the value '5' is invalid for '--timeout <age>': expected a number with a unit of "
        + "s, m, h, d or w, a hundred years at most; see \"pcocc image task wait --help\""),
    Failure(
      arguments: ["image", "list", "--visibility", "foo"], status: 64,
      line: "no visibility \"foo\"; there are: private, shared, community, public, all"),
    Failure(
      arguments: ["image", "list", "--member-status", "foo"], status: 64,
      line: "no member status \"foo\"; there are: pending, accepted, rejected, all"),
    Failure(
      arguments: ["image", "import", "https://host/disk.raw", "a"], status: 64,
      line: "\"https://host/disk.raw\" is a URL, and files only are read and written; pipe a "
        + "download, as in: curl -fL URL | pcocc image import - NAME"),
    Failure(
      arguments: ["help", "nope"], status: 64,
      line: "no verb \"nope\"; see \"pcocc --help\""),
    Failure(
      arguments: ["help", "image", "imprt"], status: 64,
      line: "no verb \"imprt\"; did you mean import? (\"pcocc image --help\")"),
    Failure(
      arguments: ["image", "help", "imprt"], status: 64,
      line: "no verb \"imprt\"; did you mean import? (\"pcocc image --help\")"),
    Failure(
      arguments: ["image", "lease", "drop", "x"], status: 64,
      line: "\"x\" is not the id of a lease; \"pcocc image lease list\" shows them"),
    Failure(
      arguments: ["image", "repo", "gc", "--now"], status: 64,
      line: "collecting at once cannot be undone, and there is nobody to ask; give --yes to do "
        + "it"),
  ])
  func failsWithOneLine(_ table: Failure) throws {
    let run = try CommandRun.perform(table.arguments)
    #expect(run.status == table.status)
    #expect(run.output == "")
    #expect(run.errors == "pcocc image: \(table.line)\n")
  }

  @Test func helpMayFollowAGroup() throws {
    for words in [["undelete"], ["repo", "gc"]] {
      let run = try CommandRun.perform(["image", "help"] + words)
      #expect(run.status == 0)
      #expect(run.output == (try CommandRun.perform(["help", "image"] + words).output))
      #expect(run.output == (try CommandRun.perform(["image"] + words + ["--help"]).output))
    }
    #expect(try CommandRun.perform(["image", "repo", "help", "gc"]).output.contains("repo gc"))
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
