internal import FileSupport
internal import SystemPackage

extension PcoccError {
  /// The same with what to do next, where whoever made it did not know more than what the kernel said.
  var withNextStep: PcoccError {
    guard advice == nil, cause != nil || code == .busy else { return self }
    switch cause {
    case .noSpace, .diskQuotaExceeded:
      return advising("free some space or ask for a larger quota, then run the command again")
    case .ioError, .staleNFSFileHandle:
      return advising("look at the state of its file system, then try again")
    default: break
    }
    return switch code {
    case .notFound: advising("check the path")
    case .permission: advising("ask its owner for access, or look with \"ls -ld\" who has it")
    case .readOnly: advising("mount its file system for writing, or use another repository")
    case .exists: advising("choose another name, or remove what has it")
    case .busy: advising("try again later")
    default: self
    }
  }
}
