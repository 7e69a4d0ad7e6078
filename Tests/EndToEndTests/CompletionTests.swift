import Foundation
import SystemPackage
import TestSupport
import Testing

/// The completion scripts in the shells that they are for, with the program that they ask.
@Suite struct CompletionTests {
  /// What is typed into a shell, "\t" for the key, and what the line is then.
  struct Line: Sendable {
    var typed: String
    var completed: String

    init(_ typed: String, _ completed: String) {
      self.typed = typed
      self.completed = completed
    }
  }

  private static let lines = [
    Line("pcocc im\tru", "pcocc image ru"),
    Line("pcocc image undel\t", "pcocc image undelete "),
    Line("pcocc image path glo\tcentos8", "pcocc image path global:centos8"),
    Line("pcocc image path global:centos8@\t", "pcocc image path global:centos8@0 "),
    Line("pcocc image show my\t", "pcocc image show mycentos7 "),
    Line("pcocc image show user:my\t", "pcocc image show user:mycentos7 "),
    Line("pcocc-image show global:my\t", "pcocc-image show global:my"),
    Line("pcocc-image show global:cen\t", "pcocc-image show global:centos"),
    Line("pcocc image -v show my\t", "pcocc image -v show mycentos7 "),
    Line("bin/pcocc image show my\t", "bin/pcocc image show mycentos7 "),
    Line("~/bin/pcocc-image show my\t", "~/bin/pcocc-image show mycentos7 "),
    Line("pcocc image list -R glo\t", "pcocc image list -R global "),
    Line("pcocc image list --repo=glo\t", "pcocc image list --repo=global "),
    Line("pcocc image list --format cs\t", "pcocc image list --format csv "),
    Line("pcocc image list --format=cs\t", "pcocc image list --format=csv "),
    Line("pcocc image list --all-rev\t", "pcocc image list --all-revisions "),
    Line("pcocc image stage --lay\tmy\t", "pcocc image stage --layers mycentos7 "),
    Line("pcocc image repo gc glo\t", "pcocc image repo gc global "),
    Line("pcocc image import di\tglo\tnew", "pcocc image import disk.raw global:new"),
    Line("pcocc image import vm di\tglo\tnew", "pcocc image import vm disk.raw global:new"),
    Line("pcocc image import -t qc\tsu\t", "pcocc image import -t qcow2 sub/"),
    Line("pcocc image export vm my\tdi\t", "pcocc image export vm mycentos7 disk.raw "),
    Line("pcocc image stage my\t", "pcocc image stage mycentos7 "),
    Line("pcocc image stage dr\tmy\t", "pcocc image stage drop mycentos7 "),
    Line("pcocc image lease --job my\t", "pcocc image lease --job mycentos7 "),
    Line("pcocc image undelete go\t", "pcocc image undelete gone "),
    Line("pcocc image show nothing\t", "pcocc image show nothing"),
  ]

  private static let ofBash = [
    Line("pcocc image show \"global:centos8\t", "pcocc image show \"global:centos8\" ")
  ]

  private static let ofZsh = [
    Line("pcocc image list --form\tcs\t", "pcocc image list --format=csv "),
    Line("pcocc image import --compress=zl\t", "pcocc image import --compress=zlib "),
    Line("pcocc image import --compr\t dis\t", "pcocc image import --compress disk.raw "),
  ]

  @Test func bash() throws {
    try withImages { pcocc in
      try write(
        """
        HISTFILE= PS1='> '
        source '\(Self.scripts)/pcocc.bash'
        ended() { printf '\\n<%s>\\n' "$READLINE_LINE"; exit; }
        bind -x '"\\C-x\\C-p": ended'
        """, "rc", pcocc)
      for line in Self.lines + Self.ofBash {
        try check(line, in: "bash --rcfile rc -i", pcocc)
      }
    }
  }

  @Test func zsh() throws {
    let zsh = try Oracle.find("zsh", package: "zsh")
    try withImages { pcocc in
      try write(
        """
        fpath=('\(Self.scripts)' $fpath)
        autoload -Uz compinit
        compinit -u -D
        unsetopt list_beep
        PS1='> '
        ended() { print -r -- $'\\n'"<$BUFFER>"; exit }
        zle -N ended
        bindkey '^X^P' ended
        """, ".zshrc", pcocc)
      for line in Self.lines + Self.ofZsh { try check(line, in: "\(zsh) -d -i", pcocc) }
    }
  }

  struct Offer: Sendable {
    var typed: String
    var offered: [String]

    init(_ typed: String, _ offered: String...) {
      self.typed = typed
      self.offered = offered
    }
  }

  private static let offers = [
    Offer("pcocc im", "image"),
    Offer("pcocc image undel", "undelete"),
    Offer("pcocc image path glo", "global:"),
    Offer("pcocc image path global:cen", "global:centos7", "global:centos8"),
    Offer("pcocc image show centos7@", "centos7@0", "centos7@1"),
    Offer("pcocc-image show my", "mycentos7"),
    Offer("bin/pcocc image show my", "mycentos7"),
    Offer("pcocc image list -R glo", "global"),
    Offer("pcocc image list --format cs", "csv"),
    Offer("pcocc image list --repo=glo", "--repo=global"),
    Offer("pcocc image list --format=cs", "--format=csv"),
    Offer("pcocc image list --no-hea", "--no-header"),
    Offer("pcocc image import di", "disk.raw"),
    Offer("pcocc image import disk.raw glo", "global:"),
    Offer("pcocc image import vm disk.raw glo", "global:"),
    Offer("pcocc image export vm my", "mycentos7"),
    Offer("pcocc image stage my", "mycentos7"),
    Offer("pcocc image stage dr", "drop"),
    Offer("pcocc image stage drop my", "mycentos7"),
    Offer("pcocc image lease --job my", "mycentos7"),
    Offer("pcocc image undelete go", "gone"),
    Offer("pcocc image show nothing"),
  ]

  @Test func fish() throws {
    let fish = try Oracle.find("fish", package: "fish")
    try withImages { pcocc in
      for offer in Self.offers {
        let result = try pcocc.shell(
          """
          export PATH=$PWD/bin:$PATH
          \(fish) --no-config -c 'set -p fish_complete_path "\(Self.scripts)"
            complete -C "$argv[1]"' '\(offer.typed)'
          """)
        #expect(result.standardError == "", "\(offer)")
        let words = result.standardOutput.split(separator: "\n").map {
          String($0.prefix { $0 != "\t" })
        }
        #expect(words == offer.offered, "\(offer)")
      }
    }
  }

  /// The names are in the order that is useful, not in that of the alphabet.
  @Test func bashShowsWhatThereIs() throws {
    try withImages { pcocc in
      try write(
        "source '\(Self.scripts)/pcocc.bash'\nbind -x '\"\\C-x\\C-p\": exit'\n", "rc", pcocc)
      let screen = try type(
        Line("pcocc image path centos7@\t\t", ""), into: "bash --rcfile rc -i", pcocc)
      #expect(screen.contains(#/@0 +@1/#), "\(screen)")
    }
  }

  // MARK: What is asked

  /// What shells run for the first operand of "show".
  private static let question = "---completion image show -- positional@0 3"

  /// What goes wrong where the configuration is.
  private static let accidents = [
    "echo 'repos: {' >repos.yaml", "rm repos.yaml && mkfifo repos.yaml",
    "rm repos.yaml && mkdir repos.yaml", "rm repos.yaml && ln -s repos.yaml repos.yaml",
    "chmod 0 user/meta global", "echo 'version: 9' >user/.config; rm -r global",
    "rm -r user/meta global/meta", "unset HOME PCOCC_USER_CONF_DIR",
  ]

  @Test(arguments: accidents)
  func nothingIsSaidWhateverGoesWrong(_ accident: String) throws {
    try withImages { pcocc in
      let result = try pcocc.shell(
        """
        \(accident)
        for argument in '' mycent user: centos7@ '\u{7f}' "$(printf '\\377')"; do
          timeout 10 "$PCOCC" \(Self.question) 9 pcocc image show "$argument" >>out || exit
        done
        """)
      // 64: not UTF-8.
      #expect([0, 64].contains(result.status))
      #expect(result.standardError == "")
    }
  }

  @Test(arguments: ["", "image", "image nothing --", "image show -- positional@9 0 0", "--"])
  func nothingIsSaidOfABadQuestion(_ question: String) throws {
    try withPcocc { pcocc in
      let result = try pcocc.shell("\"$PCOCC\" ---completion \(question)")
      #expect(result.standardError == "")
    }
  }

  @Test func nothingIsMade() throws {
    try withPcocc { pcocc in
      let result = try pcocc.shell(
        """
        unset PCOCC_USER_CONF_DIR
        mkdir home && HOME=$PWD/home "$PCOCC" \(Self.question) 0 pcocc image show '' && find home
        """)
      #expect(result.standardOutput == "user:\nhome\n")
    }
  }

  /// What a metadata server sees: one folder is read, whatever lies in it.
  @Test func oneFolderIsReadForEachRepositoryThatCanBeMeant() throws {
    let strace = try Oracle.find("strace", package: "strace")
    try withImages { pcocc in
      _ = try pcocc.shell(
        "for i in $(seq 300); do ln user/meta/mycentos7@0 user/meta/image$i@0; done")
      let trace = { (typed: String) in
        let result = try pcocc.shell(
          """
          \(strace) -f -y -qq -e '\(SystemCallTrace.filter),openat2' -o trace \
            "$PCOCC" \(Self.question) \(typed.count) pcocc image show '\(typed)' >offered
          grep -E 'user|global' trace
          """)
        return result.standardOutput.split(separator: "\n")
      }
      let all = try trace("image")
      #expect(all.count { $0.contains("meta") && $0.contains("O_DIRECTORY") } == 2, "\(all)")
      let one = try trace("global:centos")
      #expect(one.count { $0.contains("meta") && $0.contains("O_DIRECTORY") } == 1, "\(one)")
      #expect(!one.contains { $0.contains("/user/") })
      for call in all + one {
        #expect(!call.contains(#/O_CREAT|O_WRONLY|O_RDWR|mkdir|link|rename|unlink/#), "\(call)")
        // Besides the folders, the version of each repository.
        #expect(!call.contains(#/meta/image/#), "\(call)")
      }
      #expect(all.count < 30, "\(all.count) calls")
    }
  }
}

extension CompletionTests {
  private static let scripts = Checkout.root.appending("completions")

  /// The program, as `bin/pcocc` and `bin/pcocc-image`, with images in two repositories.
  private func withImages(_ body: (PcoccBinary) throws -> Void) throws {
    // What some tests do to the repositories is nothing that pcocc accepts.
    try withPcocc(except: ["user", "global"]) { pcocc in
      _ = try pcocc.makeFile("disk.raw", blocks: 1)
      let made = try pcocc.shell(
        """
        mkdir bin sub && ln -s "$PCOCC" bin/pcocc && ln -s pcocc bin/pcocc-image
        set -e
        "$PCOCC" image import -q disk.raw user:mycentos7
        "$PCOCC" image import -q disk.raw global:centos7
        cd global/meta && ln centos7@0 centos7@1 && ln centos7@0 centos8@0 && cd ../..
        mkdir -p user/.trash/run/meta user/.trash/run/data
        ln user/meta/mycentos7@0 user/.trash/run/meta/gone@0
        """)
      try #require(made.status == 0, "\(made.standardError)")
      try body(pcocc)
    }
  }

  private func write(_ text: String, _ name: String, _ pcocc: PcoccBinary) throws {
    try text.write(
      toFile: pcocc.folder.appending(name).string, atomically: true, encoding: .utf8)
  }

  private func check(_ line: Line, in shell: String, _ pcocc: PcoccBinary) throws {
    let screen = try type(line, into: shell, pcocc)
    #expect(screen.contains("\n<\(line.completed)>\n"), "\(line): \(screen)")
  }

  /// Types a line and the keys C-x C-p into an interactive shell on a terminal of its own.
  ///
  /// - Returns: all that was on the screen.
  private func type(_ line: Line, into shell: String, _ pcocc: PcoccBinary) throws -> String {
    try write(line.typed + "\u{18}\u{10}", "keys", pcocc)
    let result = try pcocc.shell(
      "PATH=$PWD/bin:$PATH TERM=dumb timeout -k 5 60 script -qec '\(shell)' /dev/null <keys")
    #expect(result.status == 0, "\(result.standardError)")
    return result.standardOutput.replacing("\r\n", with: "\n")
  }
}
