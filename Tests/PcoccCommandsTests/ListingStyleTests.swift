import ArgumentParser
import FileSupport
import Testing

@testable import ImageStore
@testable import PcoccCommands

struct ListingStyleTests {
  private static let records = [
    Samples.image("user", "alpine", 2, layers: 3), Samples.image("user", "centos7-cloud", 0),
    Samples.image("global", "box", 10, owner: "o|\u{1b}[2J", description: "first\nsecond"),
  ].map { AttributesRecord(Samples.summary($0)) }

  private func text(_ options: String..., records: [AttributesRecord] = records) throws -> String {
    let command = try ListingOptions.parse(options)
    return try command.style(for: AttributesRecord.self, Preferences()).text(records) {
      "In \($0.repository):"
    }
  }

  @Test func forPeople() throws {
    try Snapshot.expect(Snapshot.hidingTimes(try text()), named: "list-table")
  }

  @Test func forPrograms() throws {
    try Snapshot.expect(try text("-P"), named: "list-parsable")
  }

  @Test func asJSON() throws {
    try Snapshot.expect(try text("--json"), named: "list-json")
  }

  @Test func chosenColumns() throws {
    #expect(
      try text("-P", "-o", "URI,revision") == """
        URI|REVISION
        user:alpine@2|2
        user:centos7-cloud@0|0
        global:box@10|10

        """)
  }

  @Test func withoutHeadings() throws {
    #expect(
      try text("-n", "-o", "name,repo") == """
        alpine           user
        centos7-cloud    user
        box              global

        """)
  }

  @Test func ofNothing() throws {
    #expect(try text(records: []) == "")
    #expect(try text("--json", records: []) == "[]\n")
    #expect(try text("-P", "-n", records: []) == "")
    #expect(try text("-P", "-o", "name", records: []) == "NAME\n")
  }

  @Test(arguments: ["weight", "", "name,,repo"])
  func unknownColumnIsWrongUsage(_ columns: String) throws {
    let error = try #require(throws: PcoccError.self) { try text("-o", columns) }
    #expect(error.code == .usage)
    #expect(error.advice?.contains("name, type, revision") == true)
  }

  @Test(arguments: [
    ["--json", "-P"], ["-f", "json", "-P"], ["-f", "yaml", "--json"], ["-f", "x"],
  ])
  func formsExcludeEachOther(_ options: [String]) throws {
    #expect(throws: (any Error).self) {
      _ = try ListingOptions.parse(options).style(for: AttributesRecord.self, Preferences())
    }
  }

  @Test func eachFormHasTheColumnsThatAreAskedFor() throws {
    var summary = Samples.summary(Samples.image("user", "alpine", 4))
    summary.attributes.owner = "a,\"b\""
    let record = AttributesRecord(summary)
    let expected = [
      "json": #"[{"minDisk":10,"owner":"a,\"b\""}]"#, "value": #"a,"b" 10"#,
      "csv": "owner,minDisk\n" + #""a,""b""",10"#,
      "yaml": "- minDisk: 10\n" + #"  owner: "a,\"b\"""#,
    ]
    for (form, text) in expected {
      let options = try ListingOptions.parse(["-f", form, "-c", "owner", "-c", "minDisk"])
      #expect(
        try options.style(for: AttributesRecord.self, Preferences()).text([record]) == text + "\n",
        "\(form)")
    }
  }

  /// Anybody may call a property anything, and others read the list it is in.
  @Test func keysThatYAMLTakesForSomethingElseAreQuoted() throws {
    let names = [
      "yes", "y", "null", "~", "<<", "=", "1", "0x1f", "1.5", "2024-01-01", "12:30:45", "",
    ]
    let members = Dictionary(uniqueKeysWithValues: names.map { ($0, JSONValue.string("a")) })
    let lines = YAMLOutput.text(.object(members)).split(separator: "\n").map(String.init)
    #expect(lines == names.sorted().map { "\"\($0)\": \"a\"" })
    #expect(YAMLOutput.text(.object(["os_distro": .string("a")])) == "os_distro: \"a\"\n")
  }

  /// Direction marks and line separators are for no terminal.
  @Test func whatCannotBeSeenIsEscapedInYAML() {
    let hidden = YAMLOutput.text(.object(["a\u{200b}": .string("b\u{202e}\u{2028}c")]))
    #expect(hidden == "\"a\\u200B\": \"b\\u202E\\Lc\"\n")
    #expect(YAMLOutput.text(.object(["a": .string("é")])) == "a: \"é\"\n")
  }
}
