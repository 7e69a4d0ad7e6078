import Foundation
import SystemPackage
import TestSupport
import Testing

/// `pcocc-bench` on small disks: that it measures what it says, not what comes out.
struct BenchmarkTests {
  private static let options = "--folder bench --size 2 --runs 1 --images 8"

  /// What is read of a row.
  private struct Row: Decodable {
    struct Figures: Decodable { var peakMemory: Int }

    var name: String
    var ours: Figures
    var peer: Figures?
  }

  @Test func comparesEveryRow() throws {
    try withBenchmark(packages: ["qemu-img": "qemu-utils", "openssl": "openssl"]) { pcocc in
      let result = try pcocc.shell(
        "$PCOCC_BENCH compare --program $PCOCC \(Self.options) --json rows.json --chart rows.svg")
      #expect(result.status == 0, "\(result.standardError)")
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      let rows = try decoder.decode([Row].self, from: file("rows.json", pcocc))
      for work in ["import", "export", "save", "path", "show", "list", "start"] {
        #expect(rows.contains { $0.name.hasPrefix(work) }, "\(work)")
      }
      #expect(rows.filter { $0.peer != nil }.count > 20)
      #expect(rows.allSatisfy { $0.ours.peakMemory > 1 << 20 })
      #expect(try file("rows.svg", pcocc).starts(with: Data("<svg".utf8)))
      let lines = result.standardOutput.split(separator: "\n")
      #expect(lines.count == rows.count + 1)
    }
  }

  @Test func noticesAWrongResult() throws {
    try withBenchmark(packages: ["qemu-img": "qemu-utils"]) { pcocc in
      let other = """
        printf '#!/bin/sh\\n%s "$@" && case $2 in export) for last; do :; done; echo x >"$last";; esac' \
        "$PCOCC" >other && chmod +x other && \
        $PCOCC_BENCH compare --program $PWD/other \(Self.options) --only 'to qed'
        """
      let result = try pcocc.shell(other)
      #expect(result.status != 0)
      #expect(result.standardError.contains("qemu-img compare"), "\(result.standardError)")
    }
  }

  @Test func tellsHowTimeGrows() throws {
    try withBenchmark(packages: ["openssl": "openssl"]) { pcocc in
      let result = try pcocc.shell("$PCOCC_BENCH growth --program $PCOCC \(Self.options)")
      #expect(result.status == 0, "\(result.standardError)")
      for work in ["import", "export", "verify", "list", "path", "repo gc"] {
        #expect(result.standardOutput.contains("\n\(work)"), "\(work)")
      }
    }
  }

  @Test func countsCalls() throws {
    try withBenchmark(packages: ["strace": "strace"]) { pcocc in
      let result = try pcocc.shell("$PCOCC_BENCH calls --program $PCOCC \(Self.options)")
      #expect(result.status == 0, "\(result.standardError)")
      let path = result.standardOutput.split(separator: "\n").first { $0.hasPrefix("path ") }
      let opens = path?.split(separator: "|")[1].split(separator: ",").map {
        Int($0.filter(\.isNumber))
      }
      // What names an image is opened, however many there are.
      #expect(opens?.count == 3 && opens?.first.map { $0 ?? 0 > 2 } == true, "\(path ?? "")")
      #expect(Set(opens ?? []).count == 1, "\(path ?? "")")
    }
  }

  /// - Parameter packages: of the programs that are needed.
  private func withBenchmark(
    packages: [String: String], _ body: (PcoccBinary) throws -> Void
  ) throws {
    for (program, package) in packages { _ = try Oracle.find(program, package: package) }
    try withPcocc(except: ["bench"], body)
  }

  private func file(_ name: String, _ pcocc: PcoccBinary) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: "\(pcocc.folder)/\(name)"))
  }
}
