import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// Members of images on nodes that know not all users.
@Suite struct UnknownReadersTests {
  private static let numbers: [String: UInt32] = ["alice": 4001, "bob": 4002, "carol": 4003]
  private static let bobAlone: [Set<UInt32>] = [[4002], [4002], [4002]]
  private let box: ImageReference

  init() throws { box = try ImageReference("user:x") }

  /// - Parameters:
  ///   - unknown: a user whom the system does not know.
  ///   - isSilent: whether it cannot find out who he is.
  private func manager(
    _ store: TestStore, without unknown: String? = nil, isSilent: Bool = false
  ) -> ImageManager {
    var context = store.manager.context
    context.accounts = Accounts(
      userID: nil, groupIDs: [],
      user: { name in
        guard name == unknown else { return Self.numbers[name] }
        if isSilent { throw PcoccError(.busy, "no answer") }
        return nil
      }, group: { _ in nil }, userName: { _ in nil })
    return ImageManager(configuration: store.manager.configuration, context: context)
  }

  /// The numbers of those who are let in to each file of the image and to its blob.
  private func readers(_ store: TestStore) throws -> [Set<UInt32>] {
    let layout = try store.repository().layout
    let metadata = try store.repository().metadata.read(box.image, .first)
    let paths = [
      layout.metadataFile(box.image, .first), layout.attributesFile(box.image),
      layout.blob(metadata.layers[0]),
    ]
    return try paths.map {
      try LocalFileSystem().openForReading($0).access().readers?.users.subtracting([4001]) ?? []
    }
  }

  private func withSharedImage(_ body: (TestStore) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      try store.publish("x", in: store.repository())
      let manager = manager(store)
      _ = try manager.update(box, AttributesChange(values: ["visibility": "private"]))
      _ = try manager.share(box, with: ["bob"])
      #expect(try readers(store) == Self.bobAlone)
      try body(store)
    }
  }

  @Test func nobodyLosesAnImageBecauseAServiceIsSilent() throws {
    try withSharedImage { store in
      let silent = manager(store, without: "bob", isSilent: true)
      let error = #expect(throws: PcoccError.self) { _ = try silent.share(box, with: ["carol"]) }
      #expect(error?.code == .busy)
      let left = try readers(store)
      #expect(left == Self.bobAlone)
      #expect(try manager(store).members(of: box).map(\.name) == ["bob"])
      #expect(store.warnings.all == [])
    }
  }

  @Test func whoIsNotKnownHereIsNamed() throws {
    try withSharedImage { store in
      _ = try manager(store, without: "bob").share(box, with: ["carol"])
      #expect(try readers(store).map { $0.contains(4003) } == [true, true, true])
      #expect(store.warnings.all.count == 1)
      #expect(store.warnings.all.first?.message.contains("bob") == true)
    }
  }
}
