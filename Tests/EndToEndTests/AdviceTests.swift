import Foundation
import SystemPackage
import TestSupport
import Testing

/// Errors name what failed, and what to do next.
struct AdviceTests {
  private struct Case {
    var line: String
    var status: Int32
    var message: String
  }

  private static let cases = [
    Case(
      line: "tag remove box nope", status: 66,
      message: "no tag \"nope\" of image \"user:box\"; there are: gpu"),
    Case(
      line: "share box nobody-of-that-name", status: 64,
      message:
        "there is no user \"nobody-of-that-name\" on this system; \"getent passwd\" shows the"
        + " users; a group is given as group:NAME"),
    Case(
      line: "unshare box bob", status: 66,
      message:
        "image \"user:box\" is not shared with \"bob\"; \"pcocc image members user:box\" shows"
        + " with whom it is"),
    Case(
      line: "repo init user", status: 73,
      message: "$PWD/user: repository \"user\" exists already; use it, or name another folder in"
        + " repos.yaml"),
    Case(
      line: "import fifo other", status: 65,
      message:
        "fifo: is a fifo, not a disk image; \"pcocc image import - NAME\" reads what is no file,"
        + " from standard input"),
    Case(
      line: "import cut.qcow2 other", status: 65,
      message:
        "cut.qcow2: truncated image: header ends at byte 8; get the whole file again from where"
        + " it came from"),
    Case(
      line: "import twice.gz other", status: 65,
      message:
        "twice.gz: the file is gzip-compressed; unpack it first; only import unpacks by itself,"
        + " and only what is compressed once"),
    Case(
      line: "show bad", status: 65,
      message: "$PWD/user/meta/bad@0: bad metadata, it is not well-formed; bring the file back"
        + " from a backup, or delete the image and import it again"),
    Case(
      line: "set worse a=b", status: 65,
      message:
        "$PWD/user/attributes/worse.json: bad attributes, not a JSON object; bring the file"
        + " back from a backup, or remove it; the image's revisions stay"),
    Case(
      line: "show box@7", status: 66,
      message: "revision \"box@7\" not found; \"user:box\" has 1 revision, newest is 0"),
    Case(
      line: "stage list --dir /nonexistent", status: 66,
      message: "/nonexistent: cannot examine: no such file or directory; check the path"),
    Case(
      line: "stage drop --dir /nonexistent --all", status: 66,
      message: "/nonexistent: cannot examine: no such file or directory; check the path"),
    Case(
      line: "set box visiblity=private", status: 64,
      message:
        "no attribute is called \"visiblity\"; did you mean visibility? (\"--property\" takes"
        + " any name)"),
    Case(
      line: "set box hidden=true", status: 64,
      message:
        "no attribute is called \"hidden\"; did you mean os_hidden? (\"--property\" takes any"
        + " name)"),
    Case(
      line: "set box owner=nobody-of-that-name", status: 64,
      message:
        "there is no user \"nobody-of-that-name\" on this system; \"getent passwd\" shows the"
        + " users"),
    Case(
      line: "import --owner nobody-of-that-name box.raw other", status: 64,
      message:
        "there is no user \"nobody-of-that-name\" on this system; \"getent passwd\" shows the"
        + " users"),
    Case(
      line: "protect box@0", status: 64,
      message: "\"box@0\" names a revision, and this is done to images as a whole; leave out what"
        + " follows box"),
    Case(
      line: "rename user:box global:other", status: 64,
      message: "a renamed image stays in its repository; \"pcocc image copy\" and then \"delete\""
        + " moves it to another one"),
    Case(
      line: "rename box box", status: 73,
      message: "image \"user:box\" has that name already; give another one"),
    Case(
      line: "import box.raw box", status: 73,
      message: "image \"user:box\" already exists; choose another name; \"pcocc image save\" adds a"
        + " revision to an image that is there"),
    Case(
      line: "undelete box", status: 66,
      message: "image \"box\" is not in the trash; \"pcocc image trash list\" shows what is"),
    Case(
      line: "export box out.vhdx", status: 64,
      message: "out.vhdx: the name promises vhdx, which is not written; choose a name that ends in"
        + " the format, or give it with -t (raw, qcow2, qed, vdi, vpc, vmdk)"),
    Case(
      line: "export box .", status: 64,
      message: ".: cannot export to a directory; give the name of a file in it"),
    Case(
      line: "export box /dev/full", status: 64,
      message: "/dev/full: cannot export to a character device; write to standard output (-) and"
        + " redirect it"),
  ]

  @Test func everyErrorTellsWhatToDo() throws {
    try withPcocc(except: ["user"]) { pcocc in
      let made = try pcocc.shell(
        """
        for name in box bad worse; do
          truncate -s 64k $name.raw && $PCOCC image import --tag gpu -q $name.raw $name || exit
        done
        echo nonsense > user/meta/bad@0; echo nonsense > user/attributes/worse.json
        mkfifo fifo; printf 'QFI\\373\\0\\0\\0\\3' > cut.qcow2
        gzip -c box.raw | gzip -c > twice.gz
        """)
      #expect(made.status == 0, "\(made.standardError)")
      for table in Self.cases {
        let result = try pcocc.shell("$PCOCC image \(table.line)")
        #expect(result.status == table.status, "\(table.line)")
        let message = table.message.replacing("$PWD", with: pcocc.folder.string)
        #expect(result.standardError == "pcocc image: \(message)\n", "\(table.line)")
      }
    }
  }

  /// What is not in the trash may be there by another name, or for another reason.
  @Test func theTrashTellsWhatItHas() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      let made = try pcocc.shell(
        """
        for name in centos7 old; do $PCOCC image import -q disk.raw $name || exit; done
        $PCOCC image delete -q centos7 && $PCOCC image rename -q user:old user:new
        """)
      #expect(made.status == 0, "\(made.standardError)")
      let near = try pcocc.run("undelete", "centos8")
      #expect(near.status == 66)
      #expect(near.standardError.contains("did you mean centos7? (pcocc image trash list)"))
      let renamed = try pcocc.run("undelete", "old")
      #expect(renamed.status == 66)
      #expect(renamed.standardError.contains("image \"old\" was renamed or taken back"))
    }
  }

  @Test func countsAndSizesAreThoseOfPeople() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      let steps = [
        ("import disk.raw box", "imported user:box@0 (raw, 64.0 KiB)"),
        ("tag add box gpu", "tagged user:box"), ("tag remove box gpu", "untagged user:box"),
        ("lease drop $($PCOCC image lease -q box)", "dropped 1 lease"),
        (
          "stage --limit 0 --dir stage box",
          "over their limit of 0 B: all others are in use"
        ),
        ("stage drop --dir stage --all", "dropped 1 of 1 staged image"),
      ]
      for (line, message) in steps {
        let result = try pcocc.shell("$PCOCC image \(line)")
        #expect(result.standardError.contains(message), "\(line): \(result.standardError)")
      }
    }
  }

  /// The question tells what is at stake, and is not asked where nothing is.
  @Test func emptyingTheTrashAsksAboutWhatIsThere() throws {
    try withPcocc { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      #expect(try pcocc.run("import", "-q", "disk.raw", "box").status == 0)
      let nothing = try pcocc.runOnTerminal("trash", "empty", "--now")
      #expect(nothing.status == 0)
      #expect(!nothing.output.contains("[y/N]"), "\(nothing.output)")
      #expect(try pcocc.run("trash", "empty").status == 0)
      #expect(try pcocc.run("delete", "box").status == 0)
      let nobody = try pcocc.run("trash", "empty", "--now")
      #expect(nobody.status == 64)
      #expect(nobody.standardError.contains("emptying the trash cannot be undone, and there is"))
      let asked = try pcocc.shellOnTerminal(
        "timeout --foreground -s KILL 2 $PCOCC image trash empty --now")
      #expect(asked.output.contains("Remove 1 item ("), "\(asked.output)")
      #expect(asked.output.contains(") in the trash of user for good? [y/N] "), "\(asked.output)")
      #expect(try pcocc.run("undelete", "box").status == 0)
    }
  }
}
