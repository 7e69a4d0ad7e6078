import FileSupport
import Glibc
import TestSupport
import Testing

@testable import ImageStore

struct AnswerTests {
  private func manager(_ store: TestStore, as user: String) -> ImageManager {
    var context = store.manager.context
    context.user = user
    context.accounts = Accounts(
      userID: nil, groupIDs: [], user: { ["alice": 4001, "bob": geteuid()][$0] },
      group: { _ in nil }, userName: { _ in nil })
    return ImageManager(configuration: store.manager.configuration, context: context)
  }

  @Test func anAnswerCountsWhateverTheClockOfItsNodeSays() throws {
    try withTemporaryFolder { folder in
      let box = try ImageReference("user:x")
      // The owner's clock is ahead of the member's.
      let (ahead, behind) = (try TestStore(folder, after: 90), try TestStore(folder))
      try ahead.publish("x", in: ahead.repository())
      let owner = manager(ahead, as: "alice")
      _ = try owner.update(box, AttributesChange(values: ["visibility": "private"]))
      _ = try owner.share(box, with: ["bob"])
      _ = try manager(behind, as: "bob").accept(box)
      #expect(try owner.members(of: box).map(\.status) == [.accepted])
    }
  }
}
