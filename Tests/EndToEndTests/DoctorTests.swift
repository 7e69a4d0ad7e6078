import Foundation
import SystemPackage
import TestSupport
import Testing

/// `repo doctor` as users run it.
struct DoctorTests {
  private func names(_ pcocc: PcoccBinary, _ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: pcocc.folder.appending(folder).string)
  }

  @Test func foldersAndRepositories() throws {
    try withPcocc { pcocc in
      // The name of a repository, whose folder is missing yet.
      let missing = try pcocc.run("repo", "doctor", "user")
      #expect(missing.status == 0, "\(missing.standardError)")
      #expect(missing.standardOutput.contains("does not exist"))
      #expect(try pcocc.run("repo", "init", "user").status == 0)
      for place in ["user", "./user", pcocc.folder.appending("user").string] {
        let result = try pcocc.run("repo", "doctor", "--write", "--json", place)
        #expect(result.status == 0, "\(result.standardError)")
        let object = try JSONSerialization.jsonObject(with: Data(result.standardOutput.utf8))
        let report = try #require(object as? [String: Any])
        #expect(report["fit"] as? Bool == true)
        #expect(report["path"] as? String == pcocc.folder.appending("user").string)
        let findings = try #require(report["findings"] as? [[String: Any]])
        #expect(findings.count >= 18)
        for finding in findings {
          #expect(Set(finding.keys) == ["check", "result", "seen", "meaning", "advice"])
        }
      }
      #expect(try names(pcocc, "user").filter { $0.hasPrefix(".doctor") } == [])
      #expect(try pcocc.run("repo", "doctor", "scratch").status == 66)
      #expect(try pcocc.run("repo", "doctor", "--peer", "user").status == 64)
      #expect(try pcocc.run("repo", "doctor", "./repos.yaml").status == 64)
    }
  }

  /// Where the superuser runs the tests, only another user meets a folder that is closed.
  @Test func folderThatIsUnfit() throws {
    try withPcocc { pcocc in
      let prefix =
        geteuid() == 0
        ? "export LLVM_PROFILE_FILE=/dev/null; chmod a+rx . && exec setpriv --reuid=65534 --clear-groups"
        : "exec"
      #expect(try pcocc.shell("mkdir closed && chmod 555 closed").status == 0)
      let result = try pcocc.shell("\(prefix) $PCOCC image repo doctor --write ./closed")
      #expect(result.status == 78, "\(result.standardError)")
      #expect(result.standardOutput.contains("write: nothing can be written here"))
      #expect(result.standardError.split(separator: "\n").count == 1)
      #expect(result.standardError.contains("is not fit"))
    }
  }

  /// Two processes stand for two nodes.
  @Test func peers() throws {
    try withPcocc { pcocc in
      let result = try pcocc.shell(
        """
        mkdir shared
        "$PCOCC" image repo doctor --write --peer --json shared >first &
        "$PCOCC" image repo doctor --write --peer shared >second
        echo $?; wait $!; echo $?
        """)
      #expect(result.standardOutput == "0\n0\n", "\(result.standardError)")
      for name in ["first", "second"] {
        let text = try String(contentsOfFile: pcocc.folder.appending(name).string, encoding: .utf8)
        for check in ["visibility", "clock", "create", "link", "times"] {
          #expect(text.contains("peer-\(check)"), "\(text)")
        }
      }
      #expect(try names(pcocc, "shared") == [])
    }
  }

  @Test(arguments: ["TERM", "INT"])
  func signalsWhileItWaits(_ signal: String) throws {
    try withPcocc { pcocc in
      let result = try pcocc.shell(
        """
        mkdir shared
        timeout --preserve-status --kill-after=20 --signal=\(signal) 1 \
          "$PCOCC" image repo doctor --write --peer ./shared
        """)
      #expect(result.status == (signal == "TERM" ? 143 : 130))
      #expect(try names(pcocc, "shared") == [])
    }
  }
}
