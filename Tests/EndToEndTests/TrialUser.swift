import Foundation
import SystemPackage
import TestSupport
import Testing

/// A user of the tests, whom no list of users need know.
struct TrialUser: Sendable {
  let id: Int
  /// Besides a group of his own.
  let groups: [Int]

  /// The group of a project, whose members are two of the users.
  static let project = 42_100

  static let alice = TrialUser(id: 42_001, groups: [project])
  static let bob = TrialUser(id: 42_002, groups: [project])
  static let stranger = TrialUser(id: 42_003, groups: [])
  static let otherStranger = TrialUser(id: 42_004, groups: [])

  /// Only the superuser can be somebody else.
  static let canBeTried = geteuid() == 0
  static let need: Comment = "run as root: the tests of several users take their identities"

  /// A line of shell that is run as this user; coverage cannot be taken there.
  func prefix(umask: String = "022") -> String {
    let list =
      groups.isEmpty
      ? "--clear-groups" : "--groups=\(groups.map(String.init).joined(separator: ","))"
    return "export LLVM_PROFILE_FILE=/dev/null; umask \(umask); "
      + "exec setpriv --reuid=\(id) --regid=\(id) \(list) "
  }
}

extension PcoccBinary {
  /// Runs `pcocc image` with the rest of a shell's line as somebody else.
  func run(
    as user: TrialUser, umask: String = "022", _ line: String
  ) throws -> ProgramResult {
    try shell("\(user.prefix(umask: umask)) $PCOCC image \(line)")
  }
}
