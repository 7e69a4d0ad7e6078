import Foundation
import SystemPackage
import TestSupport
import Testing

/// The program with a disk image that takes some seconds to import.
struct BackgroundTrial {
  let pcocc: PcoccBinary

  static let slowImport = "import --background -q --compress=zlib -t raw slow.raw slow"

  /// Makes `slow.raw`: bytes that cannot be packed, which takes long to find out.
  init(_ pcocc: PcoccBinary) throws {
    self.pcocc = pcocc
    #expect(try pcocc.shell("head -c 64M /dev/urandom >slow.raw").status == 0)
  }

  /// What `task show --json` says.
  func show(_ id: String) throws -> [String: Any] {
    let shown = try pcocc.run("task", "show", "--json", id)
    #expect(shown.status == 0, "\(shown.standardError)")
    let object = try JSONSerialization.jsonObject(with: Data(shown.standardOutput.utf8))
    return try #require(object as? [String: Any])
  }

  /// Starts a slow import and stops its process with SIGSTOP in the midst of it.
  func startAndFreeze() throws -> (id: String, process: Int) {
    let started = try pcocc.shell("$PCOCC image \(Self.slowImport)")
    #expect(started.status == 0, "\(started.standardError)")
    let id = started.standardOutput.trimmingCharacters(in: .newlines)
    for _ in 0..<1000 {
      if !staged.isEmpty, let process = try show(id)["process"] as? Int {
        #expect(kill(pid_t(process), SIGSTOP) == 0)
        #expect(try show(id)["status"] as? String == "processing")
        #expect(!staged.isEmpty)
        return (id, process)
      }
      usleep(10_000)
    }
    Issue.record("the import has never begun")
    return (id, 0)
  }

  /// Whether a process goes on; one that has ended may wait for its parent to take notice.
  static func lives(_ process: Int) -> Bool {
    let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return text.map { $0.contains(#/\) [^ZX] /#) } ?? false
  }

  /// The names in `.tmp` of the first repository.
  var staged: [String] { pcocc.leftovers }
}

/// Runs `body` with such a program.
func withBackgroundTrial(_ body: (BackgroundTrial) throws -> Void) throws {
  try withPcocc { try body(BackgroundTrial($0)) }
}
