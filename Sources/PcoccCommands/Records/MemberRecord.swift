internal import ImageStore

/// Somebody with whom an image is shared.
///
/// Keys: member (user, or group:NAME), status, created_at, updated_at.
struct MemberRecord: Listed {
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

  static var columns: [Column<MemberRecord>] {
    [
      Column("member") { $0.member }.whole,
      Column("status") { $0.status },
      Column("created", time: { $0.createdAt }),
      Column("updated", time: { $0.updatedAt }),
    ]
  }
}
