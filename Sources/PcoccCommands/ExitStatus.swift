internal import FileSupport

/// What the program's exit status says; the numbers are those of sysexits(3).
///
/// A signal that stopped the work makes it 128 and the signal's number.
enum ExitStatus: Int32, CaseIterable {
  case success = 0
  case other = 1
  case usage = 64
  case badImage = 65
  case notFound = 66
  case exists = 73
  case io = 74
  case busy = 75
  case permission = 77
  case configuration = 78

  /// As a shell tells of a program that died because nobody read what it wrote: of signal PIPE.
  static let brokenPipe: Int32 = 128 + SignalWatch.brokenPipe

  var meaning: String {
    switch self {
    case .success: "success"
    case .other: "any other failure"
    case .usage: "wrong usage"
    case .badImage: "bad, corrupt or unsupported image"
    case .notFound: "image, repository or file not found"
    case .exists: "exists already"
    case .io: "input or output failed, or the disk is full"
    case .busy: "busy, try again later"
    case .permission: "no permission, read-only or protected"
    case .configuration: "bad configuration"
    }
  }

  /// The table as a section of a help text.
  static var helpSection: String {
    let rows = allCases.map { status in
      let number = "\(status.rawValue)"
      return "  \(number.padded(to: 7))\(status.meaning)"
    }
    return (["EXIT STATUS"] + rows + ["  128+n  stopped by signal n"]).joined(separator: "\n")
  }

  init(_ code: PcoccError.Code) {
    switch code {
    case .usage: self = .usage
    case .corrupt, .unsupported: self = .badImage
    case .notFound: self = .notFound
    case .exists: self = .exists
    case .io, .noSpace: self = .io
    case .busy: self = .busy
    case .permission, .readOnly, .protected: self = .permission
    case .configuration: self = .configuration
    case .interrupted, .other: self = .other
    }
  }
}

extension PcoccError {
  /// The exit status of a run that this error ended.
  var exitStatus: Int32 {
    if let signal { return 128 + signal }
    return ExitStatus(code).rawValue
  }
}
