internal import FileSupport
internal import ImageStore
internal import SystemPackage

/// A task.
///
/// Keys: id, type (import, export, save, copy, verify), status (pending, processing, success,
/// failure), owner, message, progress (completed and total, in bytes; total is 0 where nobody
/// knows), input (arguments, folder, source, destination), result (what the verb prints with
/// `--json`; null before, or where it is too long and in the log), exit_status (null until the
/// end), host, process, created_at, updated_at, expires_at (null until the end).
struct TaskRecord: Listed {
  struct Progress: Encodable, Sendable {
    let completed: Int
    let total: Int
  }

  struct Input: Encodable, Sendable {
    let arguments: [String]
    let folder: String
    @Nullable var source: String?
    @Nullable var destination: String?

    init(_ input: TaskInput) {
      arguments = input.arguments
      folder = input.folder.string
      source = input.source
      destination = input.destination
    }
  }

  let id: String
  let type: String
  let status: String
  let owner: String
  let message: String
  let progress: Progress
  let input: Input
  @Nullable var result: JSONValue?
  @Nullable var exitStatus: Int32?
  let host: String
  let process: Int32
  let createdAt: Timestamp
  let updatedAt: Timestamp
  @Nullable var expiresAt: Timestamp?

  init(_ task: ImageTask) {
    id = task.id.description
    type = task.type.rawValue
    status = task.status.rawValue
    owner = task.owner
    message = task.message
    progress = Progress(completed: task.progress.completed, total: task.progress.total)
    input = Input(task.input)
    result = task.result
    exitStatus = task.status.hasEnded ? task.error?.exitStatus ?? 0 : nil
    host = task.process.host
    process = task.process.process
    createdAt = Timestamp(seconds: task.created)
    updatedAt = Timestamp(seconds: task.updated)
    expiresAt = task.expires.map { Timestamp(seconds: $0) }
  }

  static var columns: [Column<TaskRecord>] {
    [
      Column("id") { $0.id }.whole,
      Column("type") { $0.type },
      Column("status") { $0.status }.toned(\.tone),
      Column(
        "progress", styled: { $0.progressText($1) }, value: { "\($0.progress.completed)" },
        json: { .integer($0.progress.completed) }),
      Column("total", isDefault: false, bytes: { $0.progress.total }),
      Column("created", time: { $0.createdAt }),
      Column("updated", isDefault: false, time: { $0.updatedAt }),
      Column("expires", isDefault: false, time: { $0.expiresAt }),
      Column("owner", isDefault: false) { $0.owner },
      Column("host", isDefault: false) { $0.host },
      Column("source", isDefault: false) { $0.input.source ?? "" },
      Column("destination", isDefault: false) { $0.input.destination ?? "" },
      Column("message") { $0.message },
    ]
  }

  /// Bytes done, and of how many where that is known.
  private func progressText(_ values: ValueStyle) -> String {
    guard progress.completed > 0 || progress.total > 0 else { return "" }
    let done = values.size(progress.completed)
    return progress.total > 0 ? "\(done) of \(values.size(progress.total))" : done
  }

  private var tone: Tone? {
    switch TaskStatus(rawValue: status) {
    case .success: .good
    case .failure: .bad
    default: nil
    }
  }

  /// The whole task for people.
  ///
  /// - Parameter log: the file with what its process printed.
  func text(log: FilePath, _ values: ValueStyle) -> String {
    let progress = progressText(values)
    return FieldList(fields: [
      ("id", id), ("type", type), ("status", status),
      ("message", message.isEmpty ? nil : message),
      ("progress", progress.isEmpty ? nil : progress),
      ("source", input.source), ("destination", input.destination),
      ("command", (["pcocc"] + input.arguments).joined(separator: " ")),
      ("folder", input.folder), ("owner", owner), ("process", "\(process) on \(host)"),
      ("created", values.time(createdAt)), ("updated", values.time(updatedAt)),
      ("expires", expiresAt.map(values.time)), ("log", log.string),
    ]).text
  }
}
