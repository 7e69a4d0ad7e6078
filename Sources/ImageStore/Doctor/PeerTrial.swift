internal import FileSupport
internal import Foundation
internal import SystemPackage

/// Tries what only two nodes can: how late one sees what the other made, and that of two who take
/// one name exactly one gets it.
///
/// Both run this at about the same time. Each greets, answers the other's greeting, takes part in the
/// race and writes its result, which the other reads and removes.
struct PeerTrial: Sendable {
  let files: any FileSystem
  let context: StoreContext
  let layout: PeerLayout
  /// For how many seconds the other one is waited for, at each step.
  let patience: Double
  let monitor: Monitor

  init(layout: RepositoryLayout, context: StoreContext, patience: Double, monitor: Monitor) {
    files = context.fileSystem
    self.context = context
    self.layout = PeerLayout(folder: layout.doctorPeers, token: context.makeToken())
    self.patience = patience
    self.monitor = monitor
  }

  /// - Throws: what the monitor throws; whatever else fails is a finding.
  func findings(_ tell: (Doctor.Event) -> Void) throws -> [DoctorFinding] {
    do {
      try files.createDirectoryIfMissing(layout.folder, mode: RepositoryLayout.folderMode)
      defer { try? files.removeDirectory(layout.folder) }
      defer { removeTraces() }
      tell(.waitingForPeer(seconds: patience))
      return try race(meet(tell))
    } catch let error as PcoccError where error.code == .interrupted {
      throw error
    } catch let error as PcoccError where error.code == .busy {
      return [
        DoctorFinding(
          "peer", .failure, seen: error.message,
          meaning: "it was not running there, or what it made here is not seen",
          advice: "run it with --write --peer on both nodes within two minutes")
      ]
    } catch {
      return [
        DoctorFinding(
          "peer", .failure, seen: "\(error)",
          meaning: "the two nodes do not work in this folder together",
          advice: "look at the other node's report as well")
      ]
    }
  }

  /// Removes all that this run made, or that both did, but not the result that the other may still
  /// have to read.
  private func removeTraces() {
    let kept = "result-\(layout.token)-"
    for name in (try? files.entries(of: layout.folder)) ?? []
    where name.contains(layout.token) && !name.hasPrefix(kept) {
      try? files.removeFile(layout.folder.appending(name))
    }
  }

  /// Asks until there is an answer.
  ///
  /// - Throws: `busy` where none comes in time.
  func wait<Answer>(
    for what: String, until deadline: () -> ContinuousClock.Instant, _ ask: () throws -> Answer?
  ) throws -> Answer {
    while true {
      try monitor.checkCancelled()
      if let answer = try ask() { return answer }
      guard ContinuousClock.now < deadline() else {
        throw PcoccError(.busy, "no \(what) within \(Int(patience)) seconds")
      }
      Thread.sleep(forTimeInterval: 0.03)
    }
  }

  func write(_ note: some Encodable, to path: FilePath) throws {
    try files.writeDurably(
      Array(try JSONEncoder().encode(note)), to: path, mode: RepositoryLayout.metadataMode,
      token: layout.token, placement: .exclusive)
  }

  /// nil where the file is not there (yet).
  func read<Note: Decodable>(_ path: FilePath) throws -> Note? {
    do {
      let bytes = try files.contents(of: path, limit: 64 << 10)
      return try? JSONDecoder().decode(Note.self, from: Data(bytes))
    } catch let error as PcoccError where error.isAbsenceOrStaleness {
      return nil
    }
  }

  /// When a file was made, by the file system's clock; nil where it is not there (yet).
  func modified(_ path: FilePath) throws -> Double? {
    do {
      return try files.status(of: path, followingLinks: false).modified
    } catch let error as PcoccError where error.isAbsenceOrStaleness {
      return nil
    }
  }
}
