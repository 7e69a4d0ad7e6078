import Foundation
import SystemPackage
import TestSupport
import Testing

/// Each failure says one line on standard error, has its exit status, and leaves nothing behind.
struct FailuresTests {
  struct Case: Sendable {
    var arguments: [String]
    var status: Int32
    /// What the line has to tell.
    var words: String
  }

  @Test(arguments: [
    Case(arguments: ["list", "-R", "scratch"], status: 66, words: "\"scratch\" is not configured"),
    Case(arguments: ["show", "scratch:a"], status: 66, words: "\"scratch\" is not configured"),
    Case(arguments: ["show", "nobody"], status: 66, words: "image \"nobody\" not found"),
    Case(arguments: ["show", "here@9"], status: 66, words: "newest is 0"),
    Case(arguments: ["path", "nobody"], status: 66, words: "image \"nobody\" not found"),
    Case(arguments: ["export", "nobody", "out"], status: 66, words: "image \"nobody\" not found"),
    Case(arguments: ["copy", "nobody", "b"], status: 66, words: "image \"nobody\" not found"),
    Case(arguments: ["delete", "nobody"], status: 66, words: "image \"nobody\" not found"),
    Case(arguments: ["undelete", "nobody"], status: 66, words: "not in the trash"),
    Case(
      arguments: ["import", "disk.raw", "here"], status: 73, words: "\"user:here\" already exists"),
    Case(arguments: ["copy", "here", "here"], status: 73, words: "\"user:here\" already exists"),
    Case(arguments: ["import", "disk.raw", ".hidden"], status: 64, words: "begins with \".\""),
    Case(arguments: ["import", "disk.raw", "a/b"], status: 64, words: "cannot be part of it"),
    Case(arguments: ["show", "here@x"], status: 64, words: "bad revision \"x\""),
    Case(arguments: ["import", "missing.raw", "b"], status: 66, words: "missing.raw"),
    Case(arguments: ["import", "folder", "b"], status: 65, words: "directory"),
    Case(arguments: ["import", "-t", "qcow2", "disk.raw", "b"], status: 65, words: "raw"),
    Case(arguments: ["import", "-t", "raw", "disk.qcow2", "b"], status: 65, words: "qcow2"),
    Case(arguments: ["import", "top.qcow2", "b"], status: 65, words: "base.qcow2"),
    Case(arguments: ["inspect", "missing.raw"], status: 66, words: "missing.raw"),
    Case(arguments: ["inspect", "short.qcow2"], status: 65, words: "short.qcow2"),
    Case(arguments: ["export", "here", "folder"], status: 64, words: "folder"),
    Case(arguments: ["export", "here", "no/where"], status: 66, words: "no/"),
    Case(
      arguments: ["export", "-o", "x=1", "here", "out.qcow2"], status: 64, words: "cluster_size"),
    Case(
      arguments: ["export", "--compress", "here", "out.raw"], status: 64,
      words: "raw images are not compressed"),
    Case(arguments: ["import", "disk.raw"], status: 64, words: "[KIND] SOURCE DEST"),
    Case(arguments: ["repo", "init", "scratch"], status: 66, words: "is not configured"),
  ])
  func sayOneLine(_ table: Case) throws {
    try withPcocc { pcocc in
      try prepare(pcocc)
      for isJSON in [false, true] {
        let arguments = table.arguments + (isJSON ? ["--json"] : [])
        let line = arguments.map { "'\($0)'" }.joined(separator: " ")
        let result = try pcocc.shell("$PCOCC image \(line)")
        #expect(result.status == table.status, "\(result.standardError)")
        #expect(result.standardOutput == "")
        #expect(result.standardError.split(separator: "\n").count == 1)
        if isJSON {
          let object = try JSONSerialization.jsonObject(with: Data(result.standardError.utf8))
          let error = try #require((object as? [String: Any])?["error"] as? [String: Any])
          #expect(error["exit_status"] as? Int32 == table.status)
          #expect(
            Set(error.keys)
              == ["code", "exit_status", "message", "path", "cause", "advice"])
        } else {
          #expect(result.standardError.hasPrefix("pcocc image: "))
          #expect(result.standardError.contains(table.words), "\(result.standardError)")
        }
      }
      #expect(pcocc.leftovers == [])
      #expect(try pcocc.run("list", "-n", "-o", "uri").standardOutput == "user:here@0\n")
    }
  }

  private func prepare(_ pcocc: PcoccBinary) throws {
    let base = pcocc.folder.appending("base.qcow2").string
    _ = try pcocc.makeFile("disk.raw", blocks: 1)
    try Oracle.qemuImg(["create", "-f", "qcow2", pcocc.folder.appending("disk.qcow2").string, "1M"])
    try Oracle.qemuImg(["create", "-f", "qcow2", base, "1M"])
    try Oracle.qemuImg([
      "create", "-f", "qcow2", "-b", base, "-F", "qcow2",
      pcocc.folder.appending("top.qcow2").string,
    ])
    #expect(
      try pcocc.shell("mkdir folder; head -c 50 disk.qcow2 > short.qcow2").status == 0)
    #expect(try pcocc.run("import", "disk.raw", "here").status == 0)
  }

  @Test func resultAndImageCannotShareStandardOutput() throws {
    try withPcocc { pcocc in
      let result = try pcocc.run("export", "--json", "here", "-")
      #expect(result.status == 64)
      #expect(result.standardOutput == "")
      #expect(result.standardError.contains("cannot share standard output"))
    }
  }

  @Test func repositoryThatIsNone() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      #expect(try pcocc.shell("mkdir user; touch user/letter").status == 0)
      let result = try pcocc.run("import", "disk.raw", "user:a")
      #expect(result.status == 78)
      #expect(result.standardError.contains("is not a repository"))
      // Commands that span repositories go on without it.
      #expect(try pcocc.run("import", "disk.raw", "global:a").status == 0)
      let listing = try pcocc.run("list", "-n", "-o", "uri")
      #expect(listing.status == 0)
      #expect(listing.standardOutput == "global:a@0\n")
      #expect(listing.standardError.hasPrefix("pcocc image: warning: "))
    }
  }

  @Test func configurationThatIsBroken() throws {
    try withPcocc { pcocc in
      try pcocc.configure("repos:\n  - name: user\n    pth: /x\n")
      let result = try pcocc.run("list")
      #expect(result.status == 78)
      #expect(result.standardOutput == "")
      #expect(result.standardError.split(separator: "\n").count == 1)
      #expect(result.standardError.contains("repos.yaml"))
      #expect(result.standardError.contains("pth"))
    }
  }

  /// Where the superuser runs the tests, no mode keeps it from writing; another user has to.
  @Test func repositoryThatIsReadOnly() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      #expect(try pcocc.run("repo", "init", "user").status == 0)
      let prefix =
        geteuid() == 0
        ? "export LLVM_PROFILE_FILE=/dev/null; chmod -R a+rX . && exec setpriv --reuid=65534 --clear-groups"
        : "exec"
      #expect(try pcocc.shell("chmod -R a-w user").status == 0)
      let result = try pcocc.shell("\(prefix) $PCOCC image import disk.raw a")
      #expect(result.status == 77, "\(result.standardError)")
      #expect(result.standardError.split(separator: "\n").count == 1)
      #expect(pcocc.leftovers == [])
    }
  }

  @Test func outputThatIsFull() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      #expect(try pcocc.run("import", "disk.raw", "a").status == 0)
      for verb in ["list", "--help", "export a -", "show a"] {
        let result = try pcocc.shell("$PCOCC image \(verb) > /dev/full")
        #expect(result.status == 74, "\(verb)")
        #expect(result.standardError.split(separator: "\n").count == 1)
        #expect(result.standardError.contains("no space left"))
      }
    }
  }

  @Test func outputThatIsClosed() throws {
    try withPcocc { pcocc in
      let result = try pcocc.shell("$PCOCC image --help >&-")
      #expect(result.status == 74)
      #expect(result.standardError.contains("standard output"))
      #expect(try pcocc.shell("$PCOCC image repo init user >&- 2>&- <&-").status == 0)
    }
  }

  /// The reader is gone before the program starts, which ends it without a word, as git and ls.
  @Test func pipeThatNobodyReads() throws {
    try withPcocc { pcocc in
      let line = "{ sleep 0.3; $PCOCC image repo list 2>errors; echo $? >status; } | true"
      _ = try pcocc.shell(line)
      #expect(try pcocc.shell("cat status errors").standardOutput == "141\n")
    }
  }

  /// A name that Swift repaired would be that of another file.
  @Test func argumentsThatAreNotUTF8() throws {
    try withPcocc { pcocc in
      let line = "f=$(printf 'a\\377'); cp /bin/true $f; $PCOCC image import $f x"
      let result = try pcocc.shell(line)
      #expect(result.status == 64)
      #expect(result.standardError.contains("is not UTF-8"))
    }
  }

  @Test func configurationThatLeadsNowhere() throws {
    try withPcocc { pcocc in
      #expect(try pcocc.shell("rm repos.yaml; ln -s gone repos.yaml").status == 0)
      let result = try pcocc.run("list")
      #expect(result.status == 78)
      #expect(result.standardError.contains("repos.yaml"))
    }
  }
}
