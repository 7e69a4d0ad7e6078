import Foundation
import SystemPackage
import TestSupport
import Testing

/// `pcocc-bench` on small disks: that it measures what it says, not what comes out.
struct BenchmarkTests {
  private static let options = "--folder bench --size 2 --runs 1 --images 8"

  /// What is read of a row.
  private struct Row: Decodable {
    struct Figures: Decodable {
      var peakMemory: Int
      var leastPeak: Int
      var resultSize: Int?
    }

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
      // What pcocc-bench has itself is no more than a program and its libraries.
      #expect(rows.allSatisfy { (1 << 20..<48 << 20).contains($0.ours.leastPeak) })
      for row in rows {
        let sizes = [row.ours.resultSize, row.peer?.resultSize]
        #expect(
          sizes.allSatisfy { ($0 ?? 0 > 0) == row.name.contains("--compress") }, "\(row.name)")
      }
      #expect(try file("rows.svg", pcocc).starts(with: Data("<svg".utf8)))
      let lines = result.standardOutput.split(separator: "\n")
      #expect(lines.count == rows.count + 1)
    }
  }

  /// No two of its images may share what real ones do not.
  @Test func makesARealRepository() throws {
    try withBenchmark(packages: ["qemu-img": "qemu-utils"]) { pcocc in
      let script = """
        $PCOCC_BENCH compare --program $PCOCC \(Self.options) --only 'repo gc' >printed || exit
        ls bench/repository/.ids | wc -l
        ls bench/repository/data/* | grep -cE '^[0-9a-f]{64}$'
        PCOCC_USER_CONF_DIR=bench/conf
        export PCOCC_USER_CONF_DIR
        $PCOCC image list --json -R bench >list
        for column in id revision_created_at; do
          grep -oE "$column.:[^,]+" list | sort -u | wc -l
        done
        $PCOCC image list --tag gpu -f value -c name -R bench | wc -l
        $PCOCC image verify -R bench
        """
      let result = try pcocc.shell(script)
      #expect(result.status == 0, "\(result.standardError)")
      let counts = result.standardOutput.split(separator: "\n").compactMap { Int($0) }
      #expect(counts == [8, 8, 8, 8, 4], "\(result.standardOutput)")
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
    try withBenchmark(packages: ["strace": "strace", "qemu-img": "qemu-utils"]) { pcocc in
      let result = try pcocc.shell("$PCOCC_BENCH calls --program $PCOCC \(Self.options)")
      #expect(result.status == 0, "\(result.standardError)")
      // Of each verb, the opens and the syncs.
      var counts: [String: [[Int]]] = [:]
      for row in result.standardOutput.split(separator: "\n").dropFirst(2) {
        let cells = row.components(separatedBy: " | ")
        counts[cells[0]] = [cells[1], cells[5]].map {
          $0.components(separatedBy: ", ").compactMap { Int($0) }
        }
      }
      let opens = counts.mapValues { $0[0] }
      #expect(opens.values.allSatisfy { $0.count == 3 }, "\(result.standardOutput)")
      // What names an image is opened, however many there are.
      #expect(opens["path"].map { $0[0] > 2 && Set($0).count == 1 } == true, "\(opens)")
      // The catalog of what the last count listed is not there any more.
      #expect(opens["list, first"].map { $0[2] > $0[0] } == true, "\(opens)")
      for verb in ["import", "save", "stage"] {
        #expect(counts[verb]?[1].allSatisfy { $0 > 0 } == true, "\(verb)")
      }
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
