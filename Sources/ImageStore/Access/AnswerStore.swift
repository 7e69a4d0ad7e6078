internal import FileSupport
internal import Foundation
internal import SystemPackage

/// What members say to images that others share with them: `.answers/ID.USER.json`, a file of each
/// member's own. It counts only if it is that very user's file.
struct AnswerStore: Sendable {
  let layout: RepositoryLayout
  let context: StoreContext

  private static let sizeLimit = 4096

  private var files: any FileSystem { context.fileSystem }

  private enum Key: String {
    case image
    case status
    case updatedAt = "updated_at"
  }

  /// Writes down what the user says to an image.
  ///
  /// - Parameter sharing: when it was shared with him, by another one's clock, in seconds since 1970. An
  ///   answer is later.
  func write(_ status: ImageMember.Status, to id: ImageID, after sharing: Double) throws {
    let object = JSONValue.object([
      Key.image.rawValue: .string(id.description),
      Key.status.rawValue: .string(status.rawValue),
      Key.updatedAt.rawValue: .time(max(context.now().timeIntervalSince1970, sharing.rounded(.up))),
    ])
    let mode = RepositoryLayout.metadataMode
    let path = layout.answerFile(id, context.user)
    do {
      try files.writeDurably(
        to: path, mode: mode, token: context.makeToken(), placement: .replacing
      ) { file in
        // The image's owner is to read it, whatever the umask is.
        try file.setAccess(FileAccess(mode: mode))
        try Array("\(object.text)\n".utf8).withUnsafeBytes { try file.write($0, at: 0) }
      }
    } catch let error as PcoccError where error.code == .permission {
      throw refusal(path) ?? error
    }
  }

  /// What to say of a file that only somebody else can take away; nil where that is not it.
  private func refusal(_ path: FilePath) -> PcoccError? {
    guard let status = try? files.status(of: path, followingLinks: false),
      status.userID != context.accounts.userID
    else { return nil }
    let owner = context.accounts.ownerName(status.userID)
    return PcoccError(
      .permission, "\(owner) has put a file there, which keeps \(context.user) from answering",
      path: path, advice: "have \(owner), the repository's owner or the superuser remove it")
  }

  /// Forgets what a user said to an image, as far as that is possible.
  func remove(of user: String, to id: ImageID) {
    try? files.removeFile(layout.answerFile(id, user))
  }

  /// Takes over what members have said since they were made members. Of a group it is what the user of
  /// this process has said, who is in it.
  func merge(into attributes: inout ImageAttributes) {
    for position in attributes.members.indices {
      var member = attributes.members[position]
      let isOwnGroup = attributes.owner != context.user && context.isGroupOfUser(member)
      guard let answer = answer(of: isOwnGroup ? context.user : member.name, to: attributes.id),
        answer.time >= member.createdAt
      else { continue }
      member.status = answer.status
      member.updatedAt = answer.time
      attributes.members[position] = member
    }
  }

  private func answer(
    of user: String, to id: ImageID
  ) -> (status: ImageMember.Status, time: Double)? {
    // Most have not answered; to ask the system for each of them would take longer than all the rest.
    guard case .user? = try? MemberName(user),
      let file = try? files.openForReading(layout.answerFile(id, user)),
      let status = try? file.status(), status.kind == .regular,
      let userID = try? context.userID(user), status.userID == userID,
      let bytes = try? file.contents(limit: Self.sizeLimit),
      case .object(let members)? = JSONValue(parsing: bytes)
    else { return nil }
    let object = JSONObject(members: members, path: file.path)
    // Whoever owns the folder can give a file another name.
    guard (try? object.string(Key.image.rawValue)) == id.description,
      let answer = try? object.choice(Key.status.rawValue, of: ImageMember.Status.self),
      let time = try? object.time(Key.updatedAt.rawValue)
    else { return nil }
    return (answer, time)
  }
}
