import Foundation
import SystemPackage
import TestSupport
import Testing

@Suite struct TaskTests {
  struct Case: Sendable {
    var line: String
    var type: String
    /// A key of the result.
    var key: String
  }

  @Test(arguments: [
    Case(line: "import disk.raw new", type: "import", key: "virtual_size"),
    Case(line: "export box out.qcow2", type: "export", key: "path"),
    Case(line: "save changed.raw box", type: "save", key: "image"),
    Case(line: "copy box global:box", type: "copy", key: "name"),
    Case(line: "verify", type: "verify", key: "findings"),
  ])
  func succeedsWithTheResultOfTheVerb(_ table: Case) throws {
    try withPcocc { pcocc in
      let result = try pcocc.shell(
        """
        head -c 3M /dev/urandom >disk.raw && head -c 3M /dev/urandom >changed.raw
        $PCOCC image import -q disk.raw box || exit
        id=$($PCOCC image \(table.line) --background) || exit
        $PCOCC image task wait --timeout 60s $id || exit
        $PCOCC image task show --json $id
        """)
      #expect(result.status == 0, "\(result.standardError)")
      let task = try #require(
        try JSONSerialization.jsonObject(with: Data(result.standardOutput.utf8)) as? [String: Any])
      #expect(task["type"] as? String == table.type)
      #expect(task["status"] as? String == "success")
      #expect(task["exit_status"] as? Int == 0)
      #expect((task["result"] as? [String: Any])?[table.key] != nil, "\(task)")
      #expect((task["message"] as? String)?.isEmpty == false)
      let progress = try #require(task["progress"] as? [String: Int])
      #expect(progress["completed"] == progress["total"])
      #expect(progress["total"] ?? 0 > 0)
      let arguments = try #require((task["input"] as? [String: Any])?["arguments"] as? [String])
      #expect(
        arguments == ["image"] + table.line.split(separator: " ").map(String.init) + [
          "--background"
        ])
      #expect(pcocc.leftovers == [])
      switch table.type {
      case "import": #expect(try pcocc.run("show", "new").status == 0)
      case "export": #expect(FileManager.default.fileExists(atPath: "\(pcocc.folder)/out.qcow2"))
      case "save": #expect(try pcocc.run("show", "box@1").status == 0)
      case "copy": #expect(try pcocc.run("show", "global:box").status == 0)
      default: break
      }
    }
  }

  struct Refusal: Sendable {
    var line: String
    var status: Int32
    var words: String
  }

  /// What can be known at once is said at once, and there is no task.
  @Test(arguments: [
    Refusal(line: "import nothing.raw new", status: 66, words: "nothing.raw"),
    Refusal(line: "import disk.raw box", status: 73, words: "exists"),
    Refusal(line: "import disk.raw 'a b'", status: 64, words: "a b"),
    Refusal(line: "import disk.raw nowhere:new", status: 66, words: "nowhere"),
    Refusal(line: "import - new", status: 64, words: "no standard input"),
    Refusal(line: "import -t qcow2 disk.raw new", status: 65, words: "disk.raw"),
    Refusal(line: "import --property a disk.raw new", status: 64, words: "KEY=VALUE"),
    Refusal(line: "export nothing out.raw", status: 66, words: "nothing"),
    Refusal(line: "export box -", status: 64, words: "no standard input"),
    Refusal(line: "export box user/out.raw", status: 64, words: "inside a repository"),
    Refusal(line: "export box no/such/out.raw", status: 66, words: "out.raw"),
    Refusal(line: "export -o size=1 box out.raw", status: 64, words: "size"),
    Refusal(line: "save disk.raw nothing", status: 66, words: "nothing"),
    Refusal(line: "save nothing.raw box", status: 66, words: "nothing.raw"),
    Refusal(line: "save - box", status: 64, words: "no standard input"),
    Refusal(line: "copy box box", status: 73, words: "exists"),
    Refusal(line: "copy nothing new", status: 66, words: "nothing"),
    Refusal(line: "verify nothing", status: 66, words: "nothing"),
    Refusal(line: "verify -R nowhere", status: 66, words: "nowhere"),
    Refusal(line: "verify -P", status: 64, words: "prints no listing"),
    Refusal(line: "verify --sample 200", status: 64, words: "--sample"),
  ])
  func refusesInTheForeground(_ refusal: Refusal) throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      #expect(try pcocc.run("import", "disk.raw", "box").status == 0)
      let result = try pcocc.shell("$PCOCC image \(refusal.line) --background")
      #expect(result.status == refusal.status, "\(result.standardError)")
      #expect(result.standardOutput == "")
      #expect(result.standardError.contains(refusal.words), "\(result.standardError)")
      #expect(try pcocc.run("task", "list", "--json").standardOutput == "[]\n")
      #expect(pcocc.leftovers == [])
    }
  }

  /// What goes wrong later is the task's, with the exit status of the command.
  @Test func failsAsTheCommandWould() throws {
    try withPcocc { pcocc in
      let result = try pcocc.shell(
        """
        head -c 1M /dev/urandom >disk.raw && $PCOCC image import -q disk.raw box
        blob=$($PCOCC image path box) && chmod u+w "$blob" && printf x >>"$blob"
        id=$($PCOCC image verify --background) || exit
        $PCOCC image task wait $id; echo $?
        $PCOCC image task show --json $id
        chmod 444 "$blob" && truncate -s -1 "$blob"
        """)
      let lines = result.standardOutput.split(separator: "\n")
      #expect(lines.first == "65", "\(result.standardError)")
      #expect(lines.last?.contains(#""status":"failure""#) == true)
      #expect(lines.last?.contains(#""exit_status":65"#) == true)
      #expect(lines.last?.contains(#""findings":[{"#) == true)
    }
  }

  @Test func namesOfTasks() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      let result = try pcocc.shell(
        """
        id=$($PCOCC image import -q --background disk.raw box) || exit
        $PCOCC image task wait -q $(printf %.4s $id) || exit
        $PCOCC image task show $(printf %.9s $id | tr a-f A-F) | grep -c "^id: *$id" || exit
        for bad in abc ../x '' 0123456789012345678901234567890123456789; do
          $PCOCC image task show "$bad" 2>/dev/null; echo $?
        done
        $PCOCC image task show ffff0000 2>/dev/null; echo $?
        $PCOCC image import --task=$id disk.raw other; echo $?
        """)
      #expect(
        result.standardOutput.split(separator: "\n") == ["1", "64", "64", "64", "64", "66", "64"],
        "\(result.standardOutput)\(result.standardError)")
    }
  }

  /// A broken file of a task is warned of and hides no other.
  @Test func hostileFiles() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      let bad = "00000000-0000-4000-8000-00000000000"
      let result = try pcocc.shell(
        """
        id=$($PCOCC image import -q --background disk.raw box) && $PCOCC image task wait -q $id
        cd .local/state/pcocc/tasks
        printf '{' >\(bad)1.json
        mkdir \(bad)2.json
        mkfifo \(bad)3.json
        cp $id.json \(bad)4.json
        sed "s/$id/\(bad)5/; s/success/dancing/" $id.json >\(bad)5.json
        truncate -s 1G \(bad)6.json
        ln -s /dev/zero \(bad)7.json
        head -c 1M /dev/zero | tr '\\0' '[' >\(bad)8.json
        sed "s/$id/\(bad)9/; s/\\"started\\":[0-9]*/\\"started\\":-1/" $id.json >\(bad)9.json
        touch 'x.json' '.json' junk
        timeout 20 $PCOCC image task list -n -o id
        $PCOCC image task show \(bad)1 >/dev/null 2>&1; echo $?
        ls -ld . | cut -c 1-10
        ls -l $id.json | cut -c 1-10
        """)
      let lines = result.standardOutput.split(separator: "\n")
      #expect(lines.count == 4, "\(result.standardOutput)\(result.standardError)")
      #expect(lines.dropFirst() == ["65", "drwx------", "-rw-------"])
      let warnings = result.standardError.split(separator: "\n").filter {
        $0.contains("warning") && $0.contains(bad)
      }
      #expect(warnings.count == 9, "\(result.standardError)")
    }
  }

  @Test func twoHundredTasks() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      let result = try pcocc.shell(
        """
        id=$($PCOCC image import -q --background disk.raw box) && $PCOCC image task wait -q $id
        cd .local/state/pcocc/tasks
        for n in $(seq 1000 1199); do
          new=$n${id#????}
          sed "s/$id/$new/" $id.json >$new.json
        done
        time -p $PCOCC image task list -P -n -o id,status | sort -u | wc -l
        """)
      #expect(result.status == 0, "\(result.standardError)")
      #expect(
        Int(result.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0 >= 200)
    }
  }

  @Test func withoutAPlaceForTasks() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      let result = try pcocc.shell(
        """
        touch file
        XDG_STATE_HOME=$PWD/file $PCOCC image import --background disk.raw box; echo $?
        XDG_STATE_HOME=$PWD/file $PCOCC image task list >/dev/null; echo $?
        XDG_STATE_HOME=$PWD/state $PCOCC image import -q --background disk.raw box >id; echo $?
        XDG_STATE_HOME=$PWD/state $PCOCC image task wait -q $(cat id); echo $?
        ls state/pcocc/tasks | grep -c "$(cat id).json"
        ls -A .local 2>/dev/null
        """)
      let lines = result.standardOutput.split(separator: "\n")
      #expect(lines.count == 5, "\(result.standardOutput)\(result.standardError)")
      #expect(["66", "74"].contains(lines.first ?? ""), "\(result.standardError)")
      #expect(lines.suffix(3) == ["0", "0", "1"])
    }
  }
}
