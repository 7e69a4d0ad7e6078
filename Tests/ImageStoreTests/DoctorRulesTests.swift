import FileSupport
import SystemPackage
import Testing

@testable import ImageStore

/// What is concluded from facts alone.
struct DoctorRulesTests {
  struct MountCase: Sendable {
    var type: String
    var options: String
    /// The checks that are not as they should be.
    var expected: [String: DoctorFinding.Verdict]
  }

  @Test(arguments: [
    MountCase(type: "ext4", options: "rw,relatime", expected: [:]),
    MountCase(type: "xfs", options: "ro,noatime", expected: ["read-only": .warning]),
    MountCase(type: "ext4", options: "rw,nobarrier", expected: ["barriers": .warning]),
    MountCase(type: "ext4", options: "rw,barrier=0", expected: ["barriers": .warning]),
    MountCase(type: "tmpfs", options: "rw", expected: ["mount": .warning]),
    MountCase(type: "overlay", options: "rw", expected: ["mount": .warning]),
    MountCase(type: "vfat", options: "rw", expected: ["mount": .warning]),
    MountCase(type: "fuse.sshfs", options: "rw", expected: ["mount": .warning]),
    MountCase(type: "fuse.unheard-of", options: "rw", expected: ["mount": .note]),
    MountCase(type: "lustre", options: "rw,flock", expected: [:]),
    MountCase(type: "lustre", options: "rw,localflock", expected: ["lock-options": .note]),
    MountCase(type: "lustre", options: "rw", expected: ["lock-options": .note]),
    MountCase(type: "nfs4", options: "rw,vers=4.2,hard", expected: [:]),
    MountCase(type: "nfs4", options: "rw,vers=4.1,soft", expected: ["nfs-soft": .warning]),
    MountCase(type: "nfs4", options: "rw,vers=4.1,softerr", expected: ["nfs-soft": .warning]),
    MountCase(type: "nfs", options: "rw,vers=2", expected: ["nfs-version": .failure]),
    MountCase(type: "nfs", options: "rw,vers=3,nolock", expected: ["lock-options": .note]),
    MountCase(type: "nfs", options: "rw,vers=3,local_lock=all", expected: ["lock-options": .note]),
    MountCase(type: "nfs", options: "rw,vers=3,local_lock=none", expected: [:]),
    MountCase(type: "nfs4", options: "rw,noac", expected: ["nfs-caching": .note]),
    MountCase(type: "nfs4", options: "rw,acdirmax=300", expected: ["nfs-caching": .note]),
    MountCase(type: "nfs4", options: "rw,acregmax=601", expected: ["nfs-caching": .note]),
    MountCase(type: "nfs4", options: "rw,actimeo=3600", expected: ["nfs-caching": .failure]),
  ])
  func mounts(_ table: MountCase) throws {
    let mount = Mount(
      point: "/images", type: table.type, source: "src",
      options: table.options.split(separator: "," as Character).map { String($0) })
    let findings = MountCheckup.findings(of: mount)
    let notable = findings.filter { $0.verdict != .ok }.map { ($0.check, $0.verdict) }
    #expect(Dictionary(uniqueKeysWithValues: notable) == table.expected)
    #expect(Set(findings.map(\.check)).count == findings.count)
    for finding in findings where [.warning, .failure].contains(finding.verdict) {
      #expect(finding.advice != nil)
    }
  }

  struct ModeCase: Sendable {
    var mode: UInt16
    var umask: UInt16?
    var verdict: DoctorFinding.Verdict
    var words: String
  }

  @Test(arguments: [
    ModeCase(mode: 0o755, umask: 0o022, verdict: .ok, words: "only user 7"),
    ModeCase(mode: 0o700, umask: nil, verdict: .ok, words: "only user 7"),
    ModeCase(mode: 0o755, umask: 0o277, verdict: .warning, words: "umask"),
    ModeCase(mode: 0o2775, umask: 0o002, verdict: .ok, words: "group 8"),
    ModeCase(mode: 0o2770, umask: 0o022, verdict: .note, words: "umask"),
    ModeCase(mode: 0o775, umask: 0o002, verdict: .warning, words: "group of who makes them"),
    ModeCase(mode: 0o1777, umask: 0o022, verdict: .warning, words: "sticky"),
    ModeCase(mode: 0o777, umask: 0o022, verdict: .note, words: "every user"),
  ])
  func modes(_ table: ModeCase) throws {
    let status = FileStatus(
      kind: .directory, size: 0, allocated: 0, mode: table.mode, linkCount: 2, userID: 7,
      groupID: 8, device: 1, inode: 1, modified: 0)
    let finding = FolderCheckup.sharing(status, umask: table.umask)
    #expect(finding.verdict == table.verdict)
    #expect(finding.meaning.contains(table.words), "\(finding.meaning)")
  }

  struct SkewCase: Sendable {
    var skew: Double
    var verdict: DoctorFinding.Verdict
  }

  @Test(arguments: [
    SkewCase(skew: 0, verdict: .ok), SkewCase(skew: -0.9, verdict: .ok),
    SkewCase(skew: 2, verdict: .note), SkewCase(skew: -61, verdict: .warning),
    SkewCase(skew: 599, verdict: .warning), SkewCase(skew: -600, verdict: .failure),
    SkewCase(skew: 9e9, verdict: .failure),
  ])
  func clocks(_ table: SkewCase) throws {
    #expect(
      DoctorTrial.finding("clock", skew: table.skew, "a", "b").verdict == table.verdict)
  }

  @Test func layoutsOfLustre() throws {
    var bytes = [UInt8](repeating: 0, count: 32)
    bytes.replaceSubrange(0..<4, with: [0xd0, 0x0b, 0xd1, 0x0b])
    bytes.replaceSubrange(24..<30, with: [0, 0, 0x10, 0, 4, 0])
    #expect(LustreLayout(attribute: bytes) == .plain(count: 4, size: 1 << 20))
    bytes.replaceSubrange(28..<30, with: [0xff, 0xff])
    #expect(LustreLayout(attribute: bytes) == .plain(count: -1, size: 1 << 20))
    bytes[2] = 0xd6
    #expect(LustreLayout(attribute: bytes) == .composite)
    bytes[2] = 0
    #expect(LustreLayout(attribute: bytes) == nil)
    #expect(LustreLayout(attribute: []) == nil)
  }

  @Test func statusOfTheProcess() throws {
    let text = "Name:\tpcocc\nUmask:\t0027\nState:\tR\nUid:\t1\t2\t3\t4\n"
    let status = try #require(ProcessStatus(parsing: text))
    #expect(status.umask == 0o027)
    #expect(status.userID == 4)
    #expect(ProcessStatus(parsing: "Umask:\t9\n") == nil)
    #expect(ProcessStatus.current(LocalFileSystem()) != nil)
  }

  struct RaceCase: Sendable {
    var own: [Bool]
    var others: [Bool]
    var verdict: DoctorFinding.Verdict
  }

  @Test(arguments: [
    RaceCase(own: [true, false], others: [false, true], verdict: .ok),
    RaceCase(own: [true, true], others: [false, true], verdict: .failure),
    RaceCase(own: [true, false], others: [false, false], verdict: .failure),
    RaceCase(own: [true, false], others: [false], verdict: .failure),
  ])
  func races(_ table: RaceCase) throws {
    let finding = PeerTrial.finding("peer-link", "linked", table.own, table.others, "node2")
    #expect(finding.verdict == table.verdict)
  }
}
