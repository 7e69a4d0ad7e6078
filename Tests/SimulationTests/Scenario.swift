import FileSupport
import Foundation
import Synchronization
import SystemPackage

@testable import ImageStore

/// What every schedule begins with.
enum Scenario {
  /// In seconds since 1970, by the server's clock.
  static let start = 1_800_000_000.0
  static let root = FilePath("/store")
  static let minute = 60.0
  static let hour = 3600.0
  static let day = 24 * hour

  /// The contents that all blobs have: few, so that many processes deal with the same.
  static let contents: [Digest: [UInt8]] = Dictionary(
    uniqueKeysWithValues: ["a", "b", "c", "d", "e"].map { text in
      let bytes = Array("content of \(text)".utf8)
      return (digest(of: bytes), bytes)
    })

  /// The blob with the content of a letter.
  static func blob(_ text: String) -> Digest { digest(of: Array("content of \(text)".utf8)) }

  private static func digest(of bytes: [UInt8]) -> Digest {
    let sink = DigestSink()
    do {
      try sink.write(bytes)
      return try sink.digest()
    } catch {
      fatalError("\(error)")
    }
  }

  /// Repositories with these images, whose blobs are old enough to be collected:
  /// `alpha@0` (a), `alpha@1` (a, e), `gamma@0` (c), and `beta@0` (b), deleted long ago, yesterday
  /// or just now; the last one has b also in the trash, where its time is over.
  static let disks: [SharedDisk] = [
    (20 * day, false), (26 * hour, false), (5 * minute, false), (20 * day, true),
  ].map { age, hasTwo in
    do {
      return try prepare(deletedFor: age, hasTwo: hasTwo)
    } catch {
      fatalError("\(error)")
    }
  }

  static func repository(_ context: StoreContext) throws -> Repository {
    let layout = RepositoryLayout(root: root)
    return Repository(
      name: try RepositoryName("store"), layout: layout,
      context: context.using(SharedFileSystem(layout, context)), version: .two)
  }

  private static func prepare(deletedFor age: Double, hasTwo: Bool) throws -> SharedDisk {
    let simulation = Simulation(SharedDisk(now: start - 21 * day), dice: Dice(seed: 0))
    let process = SimulatedProcess(
      simulation, number: 99, label: "preparation", node: Node(simulation.server), start: 0)
    _ = try Repository.create(RepositoryName("store"), at: root, context: process.context())
    let work = Work(process, History())
    for (name, texts) in [("alpha", ["a"]), ("beta", ["b"]), ("gamma", ["c"])] {
      try work.publish(name, texts, isNew: true)
    }
    try work.publish("alpha", ["a", "e"], isNew: false)
    if hasTwo { try putIntoTrash(blob("b"), process) }
    simulation.server.disk.now = start - age
    try work.delete("beta")
    // Most of the 256 folders stay empty, and would cost more than all the others together.
    let used = Set(contents.keys.map(\.folder))
    let files = SimulatedFiles(process)
    let data = root.appending("data")
    for folder in try files.entries(of: data) where !used.contains(folder) {
      try files.removeDirectory(data.appending(folder))
    }
    simulation.server.disk.now = start
    return simulation.server.disk
  }

  /// As a collector leaves a blob that somebody publishes once more.
  private static func putIntoTrash(_ digest: Digest, _ process: SimulatedProcess) throws {
    let files = SimulatedFiles(process)
    let run = RepositoryLayout(root: root).trashRun("shared")
    for folder in run.folders { try files.createDirectory(folder, mode: .ownerReadWriteExecute) }
    let file = try files.createFile(run.blob(digest), mode: .ownerRead)
    try (contents[digest] ?? []).withUnsafeBytes { try file.write($0, at: 0) }
  }

  /// What is acknowledged at the start.
  static func history() -> History {
    let history = History()
    for (image, revision, texts) in [
      ("alpha", 0, ["a"]), ("alpha", 1, ["a", "e"]), ("beta", 0, ["b"]), ("gamma", 0, ["c"]),
    ] {
      let operation = history.begin(.publish, image)
      history.acknowledge(
        operation, [RevisionNumber(image, revision)], layers: texts.map(blob), owner: "user99")
    }
    let deletion = history.begin(.delete, "beta", [RevisionNumber("beta", 0)])
    history.acknowledge(deletion, [RevisionNumber("beta", 0)])
    return history
  }

}
