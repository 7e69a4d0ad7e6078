import FileSupport
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import ImageStore

/// What lists cost where images have many members.
struct ManyMembersTests {
  /// Has the attributes of an image say that it has members, none of whom has answered.
  private func addMembers(_ count: Int, to store: TestStore) throws {
    try store.publish("x", in: store.repository())
    try store.set("x", ["visibility": "shared"])
    let files = LocalFileSystem()
    let path = try store.repository().layout.attributesFile(ImageName("x"))
    guard
      case .object(var object)? = JSONValue(parsing: try files.contents(of: path, limit: 1 << 20))
    else { throw PcoccError(.corrupt, "no attributes", path: path) }
    object["members"] = .array(
      (1...count).map {
        .object([
          "member": .string("m\($0)"), "status": .string("pending"), "created_at": .time(0),
          "updated_at": .time(0),
        ])
      })
    try files.writeDurably(
      Array(JSONValue.object(object).text.utf8), to: path, mode: RepositoryLayout.metadataMode,
      token: "t", placement: .replacing)
  }

  @Test func theSystemIsNotAskedForThoseWhoHaveNotAnswered() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      try addMembers(128, to: store)
      let asked = Mutex<[String]>([])
      var context = store.manager.context
      context.accounts.user = { name in
        asked.withLock { $0.append(name) }
        return nil
      }
      let manager = ImageManager(configuration: store.manager.configuration, context: context)
      #expect(try manager.list().map(\.attributes.members.count) == [128])
      #expect(asked.withLock { $0 } == [])
    }
  }

  @Test func moreThanThereMayBeAreNotBelieved() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      try addMembers(129, to: store)
      let error = #expect(throws: PcoccError.self) { try store.manager.get(ImageReference("x")) }
      #expect(error?.code == .corrupt)
    }
  }
}
