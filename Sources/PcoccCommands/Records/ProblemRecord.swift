internal import FileSupport
internal import SystemPackage

/// An error or a warning as JSON.
///
/// Keys: code, exit_status (what the program ends with where nothing worse happens), message, path,
/// cause (what the kernel said), advice.
struct ProblemRecord: Encodable, Sendable {
  let code: String
  let exitStatus: Int32
  let message: String
  @Nullable var path: String?
  @Nullable var cause: String?
  @Nullable var advice: String?

  init(_ error: PcoccError) {
    code = error.code.rawValue
    exitStatus = error.exitStatus
    message = error.message
    path = error.path?.string
    cause = error.cause?.description
    advice = error.advice
  }
}
