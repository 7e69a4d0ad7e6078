internal import FileSupport
internal import Foundation
internal import SystemPackage

/// The members of a lease's file under their own names, before any of them is trusted.
private struct StoredLease: Codable {
  var name: String
  var revision: Int
  var layers: [String]
  var owner: String
  var host: String
  var process: Int32
  var job: String?
  var createdAt: Double
  var expiresAt: Int

  private enum CodingKeys: String, CodingKey {
    case name, revision, owner, host, process, job
    case layers = "data_blobs"
    case createdAt = "created_at"
    case expiresAt = "expires_at"
  }
}

extension Lease {
  /// The lease's file: a JSON object on one line.
  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let stored = StoredLease(
      name: image.description, revision: revision.number, layers: layers.map(\.hex), owner: owner,
      host: host, process: processID, job: jobID, createdAt: created, expiresAt: expiry)
    return Array(try encoder.encode(stored))
  }

  /// Reads a lease's file that was found under the name of `id`. Keys that are unknown are those of
  /// a newer release.
  init(json bytes: [UInt8], id: LeaseID, path: FilePath) throws {
    let bad = { (problem: String) in
      PcoccError(.corrupt, "bad lease, \(problem)", path: path)
    }
    guard let stored = try? JSONDecoder().decode(StoredLease.self, from: Data(bytes)) else {
      throw bad("it is not the JSON of one")
    }
    guard let image = ImageName(validating: stored.name), let revision = Revision(stored.revision)
    else { throw bad("it names no revision") }
    let layers = stored.layers.compactMap { Digest(hex: $0) }
    guard layers.count == stored.layers.count, !layers.isEmpty else {
      throw bad("it does not name its blobs")
    }
    guard stored.expiresAt == id.expiry else { throw bad("it ends at another time than its name") }
    self.init(
      id: id, image: image, revision: revision, layers: layers, owner: stored.owner,
      host: stored.host, processID: stored.process, jobID: stored.job, created: stored.createdAt)
  }
}
