import Foundation
import SystemPackage
import TestSupport

/// The manual page that tells users of clouds what to type here.
struct CloudUsersPage {
  /// A line to type.
  struct Line {
    /// As the page has it.
    let text: String

    /// Whose line it is.
    var user: String {
      text.firstMatch(of: #/# as ([a-z]+)/#).map { String($0.1) } ?? "alice"
    }

    /// Whether once is enough, however many tools have the same line.
    var onlyLists: Bool { text.hasPrefix("pcocc image list") }

    var exitStatus: Int32 {
      text.firstMatch(of: #/# exits with ([0-9]+)/#).flatMap { Int32($0.1) } ?? 0
    }
  }

  let lines: [Line]

  init() throws {
    let page = Checkout.root.appending("man/pcocc-image-cloud-users.7")
    lines = try String(contentsOfFile: page.string, encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix(".Dl ") }.map { Line(text: String($0.dropFirst(4))) }
  }
}
