import FileSupport
import Foundation
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// Two runs in one folder, as on two nodes.
struct PeerTrialTests {
  private struct Side: Sendable {
    var host: String
    var files: any FileSystem = LocalFileSystem()
    var clock = 0.0
  }

  private func run(
    _ side: Side, in folder: FilePath, patience: Double, _ monitor: Monitor = .silent
  ) throws -> [DoctorFinding] {
    var context = TestStore.context(files: side.files)
    context.hostName = side.host
    context.now = { Date(timeIntervalSinceNow: side.clock) }
    let trial = PeerTrial(
      layout: RepositoryLayout(root: folder), context: context, patience: patience,
      monitor: monitor)
    return try trial.findings { _ in }
  }

  /// What each of two runs at once finds.
  private func both(
    _ first: Side, _ second: Side, in folder: FilePath
  ) throws -> [[DoctorFinding]] {
    let results = Mutex<[Int: [DoctorFinding]]>([:])
    let group = DispatchGroup()
    for (number, side) in [first, second].enumerated() {
      group.enter()
      // Not on a queue, which may have no thread left for the second one.
      Thread {
        let findings = try? run(side, in: folder, patience: 15)
        results.withLock { $0[number] = findings }
        group.leave()
      }.start()
    }
    group.wait()
    return try results.withLock { results in
      try [0, 1].map { try #require(results[$0]) }
    }
  }

  private func verdicts(_ findings: [DoctorFinding]) -> [String: DoctorFinding.Verdict] {
    Dictionary(uniqueKeysWithValues: findings.map { ($0.check, $0.verdict) })
  }

  private static let allIsWell: [String: DoctorFinding.Verdict] = [
    "peer-visibility": .ok, "peer-clock": .ok, "peer-create": .ok, "peer-link": .ok,
    "peer-times": .ok,
  ]

  @Test func meetAndRace() throws {
    try withTemporaryFolder { folder in
      // A run that was killed has left its greeting behind, and nobody will answer for it.
      try LocalFileSystem().createDirectory(
        folder.appending(".doctor-peer"), mode: RepositoryLayout.folderMode)
      let ghost = folder.appending(".doctor-peer").appending("hello-0000")
      try LocalFileSystem().createFile(ghost, mode: .ownerReadWrite).close()
      let findings = try both(Side(host: "node1"), Side(host: "node2"), in: folder)
      #expect(findings.map(verdicts) == [Self.allIsWell, Self.allIsWell], "\(findings)")
      #expect(findings[0][0].seen.contains("node2"))
      #expect(
        try LocalFileSystem().entries(of: folder.appending(".doctor-peer")) == ["hello-0000"])
    }
  }

  /// A node on which exclusive creation and links overwrite, and whose clock is slow.
  @Test func nodeThatIsUnfit() throws {
    try withTemporaryFolder { folder in
      let files = InterceptingFileSystem(before: { call in
        let name = call.path.lastComponent?.string ?? ""
        guard name.hasPrefix("create-") || name.hasPrefix("link-") else { return }
        try? LocalFileSystem().removeFile(call.path)
      })
      let findings = try both(
        Side(host: "node1"), Side(host: "node2", files: files, clock: -700), in: folder)
      let expected: [String: DoctorFinding.Verdict] = [
        "peer-visibility": .ok, "peer-clock": .failure, "peer-create": .failure,
        "peer-link": .failure, "peer-times": .ok,
      ]
      #expect(findings.map(verdicts) == [expected, expected], "\(findings)")
      #expect(try LocalFileSystem().entries(of: folder) == [])
    }
  }

  /// Nodes whose file system takes the time of a file from the node that made it.
  @Test(arguments: [700.0, -700, 4000, 100])
  func clocksThatTheFilesTell(_ skew: Double) throws {
    try withTemporaryFolder { folder in
      let files = InterceptingFileSystem(after: { call in
        guard call.operation == .close else { return }
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSinceNow: skew)], ofItemAtPath: call.path.string)
      })
      let began = ContinuousClock.now
      let findings = try both(
        Side(host: "node1"), Side(host: "node2", files: files, clock: skew), in: folder)
      var expected = Self.allIsWell
      expected["peer-clock"] = abs(skew) >= 600 ? .failure : .warning
      #expect(findings.map(verdicts) == [expected, expected], "\(findings)")
      #expect(ContinuousClock.now - began < .seconds(13))
    }
  }

  @Test func nobodyAnswers() throws {
    try withTemporaryFolder { folder in
      let findings = try run(Side(host: "node1"), in: folder, patience: 0.3)
      #expect(verdicts(findings) == ["peer": .failure])
      #expect(try LocalFileSystem().entries(of: folder) == [])
    }
  }

  @Test func stopsWhileItWaits() throws {
    try withTemporaryFolder { folder in
      let count = Mutex(0)
      let monitor = Monitor(checkCancelled: {
        let count = count.withLock { count in
          count += 1
          return count
        }
        if count > 5 { throw PcoccError.interrupted(by: 2) }
      })
      #expect(throws: PcoccError.interrupted(by: 2)) {
        try run(Side(host: "node1"), in: folder, patience: 20, monitor)
      }
      let left = try LocalFileSystem().entries(of: folder)
      #expect(left == [])
    }
  }
}
