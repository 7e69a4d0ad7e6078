internal import FileSupport
internal import Foundation
internal import SystemPackage

/// The members of a task's file under their own names, before any of them is trusted.
private struct StoredTask: Codable {
  struct Input: Codable {
    var arguments: [String]
    var folder: String
    var source: String?
    var destination: String?
  }

  struct Failure: Codable {
    var code: String
    var signal: Int32?
  }

  var id: String
  var type: String
  var status: String
  var owner: String
  var message: String
  var completed: Int
  var total: Int
  var input: Input
  var result: JSONValue?
  var failure: Failure?
  var process: ProcessIdentity
  var repository: String?
  var folder: String?
  var createdAt: Double
  var updatedAt: Double
  var expiresAt: Double?

  enum CodingKeys: String, CodingKey {
    case id, type, status, owner, message, completed, total, input, result, failure, process
    case repository, folder
    case createdAt = "created_at"
    case updatedAt = "updated_at"
    case expiresAt = "expires_at"
  }
}

extension ImageTask {
  /// The task's file: a JSON object on one line.
  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let stored = StoredTask(
      id: id.description, type: type.rawValue, status: status.rawValue, owner: owner,
      message: message, completed: progress.completed, total: progress.total,
      input: StoredTask.Input(
        arguments: input.arguments, folder: input.folder.string, source: input.source,
        destination: input.destination),
      result: result, failure: failure.map { .init(code: $0.code.rawValue, signal: $0.signal) },
      process: process, repository: repository?.string, folder: folder?.string,
      createdAt: created, updatedAt: updated, expiresAt: expires)
    return Array(try encoder.encode(stored)) + [UInt8(ascii: "\n")]
  }

  /// Reads a task's file that was found under the name of `id`. Keys that are unknown are those of
  /// a newer release.
  init(json bytes: [UInt8], id: TaskID, path: FilePath) throws {
    let bad = { (problem: String) in
      PcoccError(.corrupt, "bad task, \(problem)", path: path, advice: "remove the file")
    }
    guard let stored = try? JSONDecoder().decode(StoredTask.self, from: Data(bytes)) else {
      throw bad("it is not the JSON of one")
    }
    guard stored.id == id.description else { throw bad("its name is that of another") }
    guard let type = TaskType(rawValue: stored.type),
      let status = TaskStatus(rawValue: stored.status)
    else { throw bad("its type or status is unknown") }
    let code = stored.failure.flatMap { PcoccError.Code(rawValue: $0.code) } ?? .other
    let failure = status == .failure ? TaskFailure(code: code, signal: stored.failure?.signal) : nil
    // A number that no signal has would make an exit status that means something else.
    let signal = failure?.signal.flatMap { (1...64).contains($0) ? $0 : nil }
    self.init(
      id: id, type: type, status: status, owner: stored.owner, message: stored.message,
      progress: Monitor.Progress(completed: max(0, stored.completed), total: max(0, stored.total)),
      input: TaskInput(
        arguments: stored.input.arguments, folder: FilePath(stored.input.folder),
        source: stored.input.source, destination: stored.input.destination),
      result: stored.result, failure: failure.map { TaskFailure(code: $0.code, signal: signal) },
      process: stored.process, repository: stored.repository.map { FilePath($0) },
      folder: stored.folder.map { FilePath($0) }, created: stored.createdAt,
      updated: stored.updatedAt,
      expires: status.hasEnded ? stored.expiresAt ?? stored.updatedAt + Self.lifetime : nil)
  }
}
