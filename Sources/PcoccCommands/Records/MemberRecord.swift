internal import ImageStore

/// Somebody with whom an image is shared.
///
/// Keys: member (user, or group:NAME), status, created_at, updated_at.
struct MemberRecord: Encodable, Sendable {
  let member: String
  let status: String
  let createdAt: Timestamp
  let updatedAt: Timestamp

  init(_ member: ImageMember) {
    self.member = member.name
    status = member.status.rawValue
    createdAt = Timestamp(seconds: member.createdAt)
    updatedAt = Timestamp(seconds: member.updatedAt)
  }
}
