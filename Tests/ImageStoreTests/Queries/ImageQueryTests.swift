import FileSupport
import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

struct ImageQueryTests {
  /// Images a, b, c, d of ages that grow from d to a, with what the filters tell apart.
  private func withImages(_ body: (TestStore) throws -> Void) throws {
    try withTemporaryFolder { folder in
      for (seconds, name) in ["a", "b", "c", "d"].enumerated() {
        let store = try TestStore(folder, after: Double(seconds))
        try store.publish(
          name, text: String(repeating: name, count: seconds + 1),
          in: store.repository(name == "d" ? "global" : "user"))
      }
      let store = try TestStore(folder, after: 100)
      try store.set(
        "a", ["min_disk": "10", "os": "linux", "min_ram": "64", "disk_format": "raw"],
        tags: ["x", "y"])
      try store.set("b", ["os": "linux", "owner": "bob", "visibility": "community"], tags: ["x"])
      try store.set(
        "c", ["protected": "true", "os_hidden": "true", "container_format": "ovf"])
      try body(store)
    }
  }

  private func names(_ store: TestStore, _ change: (inout ImageQuery) throws -> Void) throws
    -> [String]
  {
    var query = ImageQuery()
    query.isHidden = nil
    query.visibility = nil
    try change(&query)
    return try store.manager.list(query).map(\.revision.metadata.name.description)
  }

  private func expect(
    _ store: TestStore, _ expected: [String], sourceLocation: SourceLocation = #_sourceLocation,
    _ change: (inout ImageQuery) throws -> Void
  ) throws {
    let found = try names(store, change)
    #expect(found == expected, sourceLocation: sourceLocation)
  }

  @Test func allFiltersMustBeMet() throws {
    try withImages { store in
      let all = ["a", "c", "d"]
      try expect(store, all) { _ in }
      try expect(store, ["a", "d"]) { $0.isHidden = false }
      try expect(store, ["c"]) { $0.isHidden = true }
      try expect(store, ["b"]) { $0.visibility = .only(.community) }
      try expect(store, ["a", "b", "c", "d"]) { $0.visibility = .all }
      try expect(store, ["a", "d"]) { $0.name = TextFilter("in:a,d,z") }
      try expect(store, ["a"]) { $0.name = TextFilter("a") }
      try expect(store, ["c", "d"]) { $0.pattern = "[cd]" }
      try expect(store, ["d"]) { $0.repository = try RepositoryName("global") }
      try expect(store, all) { $0.owner = "alice" }
      try expect(store, ["c"]) { $0.isProtected = true }
      try expect(store, ["a"]) { $0.tags = ["x"] }
      try expect(store, []) { $0.tags = ["x", "z"] }
      try expect(store, ["a"]) { $0.properties = ["os": "linux"] }
      try expect(store, ["a"]) { $0.minimumDisk = 10 }
      try expect(store, ["a"]) { $0.minimumMemory = 64 }
      try expect(store, ["c"]) { $0.containerFormat = TextFilter("in:ovf,ova") }
      try expect(store, ["c", "d"]) { $0.minimumSize = 3 }
      try expect(store, ["a", "c"]) { $0.maximumSize = 3 }
      try expect(store, ["a"]) { $0.diskFormat = TextFilter("in:raw,vdi") }
      try expect(store, []) { $0.status = TextFilter("deactivated") }
      try expect(
        store,
        [
          "c", "d",
        ]
      ) { $0.createdAt = [try TimeFilter("gt:2027-01-15T08:00:01Z")] }
      try expect(store, ["c"]) {
        $0.createdAt = [
          try TimeFilter("gte:2027-01-15T08:00:01Z"), try TimeFilter("lt:2027-01-15T08:00:03Z"),
        ]
      }
      try expect(store, ["d"]) { $0.updatedAt = [try TimeFilter("lt:2027-01-15T08:01:00Z")] }
    }
  }

  @Test func ordersByAnyKeys() throws {
    try withImages { store in
      try expect(store, ["d", "c", "a"]) { $0.order = .standard }
      try expect(store, ["d", "c", "a"]) { $0.order = try SortOrder("name:desc") }
      try expect(store, ["a", "c", "d"]) { $0.order = try SortOrder("size") }
      try expect(store, ["a", "c", "d"]) {
        $0.order = try SortOrder(keys: ["min_disk", "name"], directions: ["desc", "asc"])
      }
      for text in ["", "foo", "os:asc", "name:up", "name,,size"] {
        #expect(throws: PcoccError.self) { try SortOrder(text) }
      }
    }
  }

  @Test func pagesHoldEachImageOnceWhileOthersComeAndGo() throws {
    try withTemporaryFolder { folder in
      for number in 0..<40 {
        let store = try TestStore(folder, after: Double(number / 4))
        try store.publish("i\(number)", in: store.repository())
      }
      var seen: [String] = []
      var query = ImageQuery()
      query.limit = 7
      for round in 0..<100 {
        let store = try TestStore(folder, after: 1000)
        let page = Array(try store.manager.list(query))
        guard let last = page.last else { break }
        seen += page.map(\.revision.metadata.name.description)
        query.marker = last.attributes.id.description
        // A new one, and the very image that the next page begins after goes.
        try store.publish("new\(round)", in: store.repository())
        _ = try store.manager.delete(last.revision.latest)
      }
      #expect(seen.count == Set(seen).count)
      #expect(Set(seen) == Set((0..<40).map { "i\($0)" }))
    }
  }

  /// What is told of an image must not move it: a description has whole seconds only.
  @Test func aChangeMovesNoImageToAnotherPage() throws {
    try withTemporaryFolder { folder in
      for number in 0..<12 {
        let store = try TestStore(folder, after: Double(number) / 20)
        try store.publish("i\(number)", in: store.repository())
      }
      let store = try TestStore(folder, after: 0.9)
      var query = ImageQuery()
      query.limit = 4
      var seen: [String] = []
      while true {
        let page = Array(try store.manager.list(query))
        guard let last = page.last else { break }
        seen += page.map(\.revision.metadata.name.description)
        query.marker = last.attributes.id.description
        for number in stride(from: 0, to: 12, by: 3) { try store.set("i\(number)", ["k": "v"]) }
      }
      #expect(seen.count == 12)
      #expect(Set(seen).count == 12)
    }
  }

  @Test(arguments: ["size:asc", "size:desc"])
  func beginsAfterADeletedImageBySize(_ order: String) throws {
    try withImages { store in
      var query = ImageQuery()
      query.isHidden = nil
      query.memberStatus = .all
      query.order = try SortOrder(order)
      let all = try store.manager.list(query).map(\.revision.metadata.name.description)
      query.marker = try store.manager.get(ImageReference("d")).attributes.id.description
      _ = try store.manager.delete(ImageReference("d"))
      let rest = try store.manager.list(query).map(\.revision.metadata.name.description)
      #expect(rest == Array(all.drop { $0 != "d" }.dropFirst()))
    }
  }

  @Test func aPageOfRevisionsBeginsAfterOne() throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let first = try store.publish("a", in: store.repository())
      for _ in 0..<2 {
        _ = try store.repository().publishRevision(
          RevisionDraft(name: first.name, kind: .vm, layers: first.layers), staged: [])
      }
      var query = ImageQuery()
      (query.allRevisions, query.limit, query.order) = (true, 1, try SortOrder("name"))
      var seen: [Int] = []
      while let last = try store.manager.list(query).first(where: { _ in true }) {
        let number = last.revision.metadata.revision.number
        seen.append(number)
        query.marker = "\(last.attributes.id)@\(number)"
      }
      #expect(seen == [0, 1, 2])
      query.marker = "a"
      #expect(throws: PcoccError.self) { try store.manager.list(query) }
    }
  }

  /// Makes an image look like one of bob's own.
  private func giveToBob(_ name: String, visibility: String, _ store: TestStore) throws {
    try store.set(name, ["visibility": visibility])
    let path = try store.repository().layout.attributesFile(ImageName(name))
    let files = LocalFileSystem()
    let text = String(decoding: try files.contents(of: path, limit: 1 << 20), as: UTF8.self)
    try files.writeDurably(
      Array(text.replacing("alice", with: "bob").utf8), to: path,
      mode: RepositoryLayout.metadataMode, token: "t", placement: .replacing)
  }

  /// A backup by the superuser leaves out nobody's image.
  @Test func theSuperuserSeesAll() throws {
    try withImages { store in
      try giveToBob("a", visibility: "shared", store)
      #expect(try names(store) { _ in } == ["c", "d"])
      var context = store.manager.context
      context.accounts.userID = 0
      let manager = ImageManager(configuration: store.manager.configuration, context: context)
      var query = ImageQuery()
      query.isHidden = nil
      let names = try manager.list(query).map(\.revision.metadata.name.description)
      #expect(names == ["a", "b", "c", "d"])
    }
  }

  /// What "show" shows can be found.
  @Test(arguments: ["shared", "community"])
  func findsWhatOthersOffer(_ visibility: String) throws {
    try withImages { store in
      try giveToBob("a", visibility: visibility, store)
      #expect(try store.manager.find(name: ImageName("a"))?.attributes.owner == "bob")
    }
  }

  @Test func refusesADayThatNoMonthHas() throws {
    #expect(throws: PcoccError.self) { try TimeFilter("gte:2026-02-30T00:00:00Z") }
    _ = try TimeFilter("gte:2028-02-29T23:59:59+02:00")
  }

  @Test func refusesAMarkerThatNeverWas() throws {
    try withImages { store in
      for marker in ["nobody", "00000000-0000-4000-8000-000000000000"] {
        var query = ImageQuery()
        query.marker = marker
        let error = #expect(throws: PcoccError.self) { try store.manager.list(query) }
        #expect(error?.code == .notFound)
      }
    }
  }

  @Test func findsExactlyOneOrTellsHowMany() throws {
    try withImages { store in
      #expect(try store.manager.find(name: ImageName("nobody")) == nil)
      #expect(try store.manager.find(name: ImageName("c"))?.attributes.isHidden == true)
      try store.publish("a", in: store.repository("global"))
      let error = #expect(throws: PcoccError.self) {
        try store.manager.find(name: ImageName("a"))
      }
      #expect(error?.message.contains("2 images") == true)
    }
  }
}

extension TestStore {
  /// Changes what an image carries.
  func set(_ name: String, _ values: [String: String], tags: Set<String> = []) throws {
    var change = AttributesChange()
    change.values = values
    change.addedTags = tags
    _ = try manager.update(ImageReference(name), change)
  }
}
