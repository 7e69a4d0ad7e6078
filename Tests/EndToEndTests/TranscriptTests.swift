import Foundation
import SystemPackage
import TestSupport
import Testing

/// What the README shows of a session at the prompt is what happens there.
struct TranscriptTests {
  /// One command and what it printed.
  private struct Exchange {
    var command: String
    var output: String
  }

  @Test func theReadmeShowsWhatHappens() throws {
    for tool in ["qemu-img", "qemu-io"] { _ = try Oracle.find(tool, package: "qemu-utils") }
    let exchanges = try Self.exchanges(in: Self.readme())
    #expect(exchanges.count > 8)
    try withPcocc { pcocc in
      let disk = "qemu-img create -q -f qcow2 centos.qcow2 10G"
      let made = try pcocc.shell("\(disk) && qemu-io -c 'write 1G 64M' centos.qcow2")
      #expect(made.status == 0, "\(made.standardError)")
      for exchange in exchanges {
        let line = "mkdir -p bin; ln -sf $PCOCC bin/pcocc; PATH=$PWD/bin:$PATH; exec 2>&1;"
        let result = try pcocc.shell("\(line) \(exchange.command)")
        let printed = Self.comparable(result.standardOutput)
        #expect(printed == Self.comparable(exchange.output), "\(exchange.command)")
      }
    }
  }

  private static func readme() throws -> String {
    try String(contentsOfFile: Checkout.root.appending("README.md").string, encoding: .utf8)
  }

  /// The commands of the README's transcript, each after a dollar sign.
  private static func exchanges(in text: String) throws -> [Exchange] {
    let start = try #require(text.range(of: "```console\n"))
    let end = try #require(text.range(of: "```", range: start.upperBound..<text.endIndex))
    var exchanges: [Exchange] = []
    for line in text[start.upperBound..<end.lowerBound].split(separator: "\n") {
      if line.hasPrefix("$ ") {
        exchanges.append(Exchange(command: String(line.dropFirst(2)), output: ""))
      } else if let last = exchanges.indices.last {
        exchanges[last].output += line + "\n"
      }
    }
    return exchanges
  }

  /// Without what differs from one day, user and machine to the next, and so the widths of columns.
  private static func comparable(_ text: String) -> [String] {
    text.replacing(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d/, with: "TIME")
      .replacing(/[0-9a-f]{64}/, with: "DIGEST")
      .replacing(/\b(root|ada)\b/, with: "USER").replacing(NSUserName(), with: "USER")
      .replacing(/-{2,}/, with: "--").replacing(#/ +/#, with: " ")
      .split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
