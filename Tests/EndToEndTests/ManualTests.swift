import Foundation
import SystemPackage
import TestSupport
import Testing

/// The manual pages as they are committed.
@Suite struct ManualTests {
  private static let folder = Checkout.root.appending("man")

  static let pages = ((try? FileManager.default.contentsOfDirectory(atPath: folder.string)) ?? [])
    .sorted()

  private func text(_ page: String) throws -> String {
    try String(contentsOfFile: Self.folder.appending(page).string, encoding: .utf8)
  }

  @Test func thereAreAll() {
    #expect(Self.pages.count { $0.hasSuffix(".1") } > 50)
    #expect(Set(Self.pages).isSuperset(of: ["repos.yaml.5", "pcocc-image-uri.7"]))
  }

  @Test(arguments: pages.filter { $0.hasSuffix(".1") })
  func aVerbHasAllSections(_ page: String) throws {
    let text = try text(page)
    let headings = text.matches(of: #/(?m)^\.Sh (.*)$/#).map { String($0.1) }
    let common = [
      "NAME", "SYNOPSIS", "DESCRIPTION", "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES", "NOTES",
      "SEE ALSO",
    ]
    #expect(headings.filter(common.contains) == common)
    // A page may have other sections, and has those that it names.
    let named = text.matches(of: #/\bsee ([A-Z]{3,}(?: [A-Z]+)*)\b/#).map { String($0.1) }
    #expect(Set(headings).isSuperset(of: named))
  }

  @Test(arguments: pages)
  func pagesThatAreNamedAreThere(_ page: String) throws {
    for match in try text(page).matches(of: #/(?m)^\.(?:It )?Xr (\S+) (\d)/#)
    where match.1.hasPrefix("pcocc") || match.1 == "repos.yaml" {
      #expect(Self.pages.contains("\(match.1).\(match.2)"))
    }
  }

  /// What a program says before it fails is no page.
  @Test func aProgramThatFailsHasNoPages() throws {
    try withPcocc { pcocc in
      let line = """
        printf '#!/bin/sh\\n"%s" "$@" && case $1 in image) exit 3;; esac' "$PCOCC" >failing
        chmod +x failing && mkdir pages && "$(dirname "$PCOCC")/ManualGenerator" ./failing pages
        """
      let result = try pcocc.shell(line)
      #expect(result.status != 0)
      #expect(result.standardError.contains("image --help ended with status 3"))
    }
  }

  /// By the program that most of its readers have, which sees other things than mandoc.
  @Test func manHasNothingToSay() throws {
    let man = try Oracle.find("man", package: "man-db")
    for page in Self.pages {
      let result = try Program.run(
        man, ["--warnings", "--local-file", Self.folder.appending(page).string],
        environment: ["PATH": "/usr/bin:/bin", "MANWIDTH": "80", "LC_ALL": "C.UTF-8"])
      #expect(result.status == 0)
      #expect(result.standardError == "", "\(page)")
    }
  }

  /// No terminal has to break a line.
  @Test(arguments: pages)
  func linesHaveRoom(_ page: String) throws {
    let shown = try Oracle.run(
      "mandoc", package: "mandoc", ["-Tascii", "-Owidth=78", Self.folder.appending(page).string])
    for line in shown.split(separator: "\n") {
      let text = line.replacing(#/.\x08/#, with: "")
      #expect(text.count <= 80, "\(text)")
    }
  }
}
