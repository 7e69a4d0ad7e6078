import FileSupport
import Synchronization
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// What others do between any two calls that a rename makes, and where it may be killed.
///
/// At some of the points each run, other ones each time; `PCOCC_TEST_ROUNDS` says at how many.
@Suite struct RenameTests {
  private let box: ImageReference
  private let other: ImageReference
  private let new: ImageReference

  init() throws {
    box = try ImageReference("user:box")
    other = try ImageReference("user:other")
    new = try ImageReference("user:new")
  }

  /// Runs `body` with the points of a rename at which something is tried, and the store to copy for each.
  private func withPoints(_ body: (TestStore, Int) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let template = try makeStore(folder)
      try template.removeEmptyFolders()
      let calls = try run(template, at: nil, ofRename: []) { _ in
      } check: { _, _, _ in
      }
      #expect(calls > 50)
      for point in (1...calls).sample(usually: 8) { try body(template, point) }
    }
  }

  /// A store with two images of two revisions each, which carry something.
  private func makeStore(_ folder: FilePath) throws -> TestStore {
    let store = try TestStore(folder)
    let repository = try store.repository()
    for image in [box, other] {
      try publish(image, isNew: true, in: repository, store)
      try publish(image, isNew: false, in: repository, store)
      try set("of", "\(image.image)", of: image, store)
    }
    return store
  }

  private func publish(
    _ image: ImageReference, _ text: String = "", isNew: Bool, in repository: Repository,
    _ store: TestStore
  ) throws {
    try repository.withStagingFolder { folder in
      let blob = try store.stage("\(image)\(isNew)\(text)", in: folder)
      let draft = RevisionDraft(name: image.image, kind: .vm, layers: [blob.digest])
      guard isNew else {
        let base = try repository.metadata.read(image.image, .first)
        return _ = try repository.publishSuccessor(
          of: base, layers: [blob.digest], staged: [blob], nil, virtualSize: 4, .silent)
      }
      let facts = try RevisionFacts(
        ofNewImage: image.image, blob: blob.digest, virtualSize: 4, NewImageAttributes(),
        store.manager.context)
      _ = try repository.publishNamedImage(
        draft, facts: facts, isIDGiven: false, staged: [blob], .silent)
    }
  }

  private func set(
    _ key: String, _ value: String, of image: ImageReference, _ store: TestStore
  ) throws {
    _ = try store.manager.update(image, AttributesChange(values: [key: value]))
  }

  /// What is done in the middle does not wait for the lock that is held around it.
  private static let impatient = InterceptingFileSystem(before: { call in
    if call.operation == .lock { throw PcoccError(.busy, "locked", path: call.path) }
  })

  /// Runs a rename of `box` to `new` with something else at each point of it.
  ///
  /// - Parameters:
  ///   - rival: returns whether it was done; what it may be refused with is `refusals`.
  ///   - check: gets whether the rename was done, and the rival.
  private func atEachPoint(
    refusals: Set<PcoccError.Code>, ofRename renameRefusals: Set<PcoccError.Code> = [],
    _ rival: @escaping @Sendable (TestStore) throws -> Void,
    check: (TestStore, _ isRenamed: Bool, _ isDone: Bool, Int) throws -> Void
  ) throws {
    try withPoints { template, point in
      let outcome = Mutex<Bool?>(nil)
      _ = try run(template, at: point, ofRename: renameRefusals) { folder in
        let store = try TestStore(folder, files: Self.impatient)
        do {
          try rival(store)
          outcome.withLock { $0 = true }
        } catch let error as PcoccError {
          #expect(refusals.contains(error.code), "\(point): \(error)")
          outcome.withLock { $0 = false }
        }
      } check: { store, isRenamed, _ in
        guard let isDone = outcome.withLock({ $0 }) else {
          Issue.record("\(point): not reached")
          return
        }
        try check(store, isRenamed, isDone, point)
      }
    }
  }

  /// - Returns: how many calls there were.
  private func run(
    _ template: TestStore, at point: Int?, ofRename refusals: Set<PcoccError.Code>,
    _ rival: @escaping @Sendable (FilePath) throws -> Void,
    check: (TestStore, Bool, Int) throws -> Void
  ) throws -> Int {
    try template.withCopy { folder in
      let store = try TestStore(folder)
      let files = FaultyFileSystem(.none, beforeCall: point) { try rival(folder) }
      var isRenamed = true
      do {
        _ = try TestStore(folder, files: files.fileSystem).manager.rename(box, to: new.image)
      } catch let error as PcoccError {
        #expect(refusals.contains(error.code), "\(String(describing: point)): \(error)")
        isRenamed = false
      }
      try check(store, isRenamed, files.count)
      return files.count
    }
  }

  private func attributes(_ image: ImageReference, _ store: TestStore) throws -> ImageAttributes {
    try store.manager.get(image).attributes
  }

  @Test func noChangeByTheOldNameIsLost() throws {
    try atEachPoint(refusals: [.notFound]) { [box] store in
      _ = try store.manager.update(box, AttributesChange(values: ["k": "v"]))
    } check: { store, isRenamed, isDone, point in
      #expect(isRenamed)
      let properties = try attributes(new, store).properties
      #expect(properties == (isDone ? ["of": "box", "k": "v"] : ["of": "box"]), "\(point)")
      #expect(throws: PcoccError.self) { try attributes(box, store) }
    }
  }

  @Test func noChangeByTheNewNameIsLost() throws {
    try atEachPoint(refusals: [.notFound, .busy]) { [new] store in
      _ = try store.manager.update(new, AttributesChange(values: ["k": "v"]))
    } check: { store, isRenamed, isDone, point in
      #expect(isRenamed)
      let properties = try attributes(new, store).properties
      #expect(properties == (isDone ? ["of": "box", "k": "v"] : ["of": "box"]), "\(point)")
    }
  }

  @Test func whoMayReadItIsWhatWasSaidLast() throws {
    try atEachPoint(refusals: [.notFound]) { [box] store in
      _ = try store.manager.update(box, AttributesChange(values: ["visibility": "private"]))
    } check: { store, _, isDone, point in
      #expect(try attributes(new, store).visibility == (isDone ? .private : nil), "\(point)")
      let repository = try store.repository()
      for revision in try repository.metadata.revisions(of: new.image) {
        let path = repository.layout.metadataFile(new.image, revision)
        let mode = try LocalFileSystem().status(of: path, followingLinks: false).mode
        #expect((mode & 0o077 == 0) == isDone, "\(point): \(path)")
      }
    }
  }

  @Test func noRevisionIsLost() throws {
    try atEachPoint(refusals: [.notFound]) { [self] store in
      try publish(box, "more", isNew: false, in: store.repository(), store)
    } check: { store, _, isDone, point in
      let repository = try store.repository()
      #expect(try repository.metadata.revisions(of: box.image) == [], "\(point)")
      let layers = try repository.metadata.revisions(of: new.image).map {
        try repository.metadata.read(new.image, $0).layers
      }
      #expect(Set(layers).count == (isDone ? 3 : 2), "\(point): \(layers)")
    }
  }

  @Test func oneOfTwoGetsTheNameAndKeepsWhatItCarries() throws {
    try atEachPoint(refusals: [.exists], ofRename: [.exists]) { [other, new] store in
      _ = try store.manager.rename(other, to: new.image)
    } check: { store, isRenamed, isOther, point in
      #expect(isRenamed != isOther, "\(point)")
      #expect(
        try attributes(new, store).properties == ["of": isRenamed ? "box" : "other"], "\(point)")
      let loser = isRenamed ? other : box
      #expect(try attributes(loser, store).properties == ["of": "\(loser.image)"], "\(point)")
      try set("k", "v", of: new, store)
      try set("k", "v", of: loser, store)
    }
  }

  @Test func anImageGetsOneOfTwoNames() throws {
    let third = try ImageReference("user:third")
    try atEachPoint(refusals: [.notFound], ofRename: [.notFound]) { [box] store in
      _ = try store.manager.rename(box, to: third.image)
    } check: { store, isRenamed, isOther, point in
      #expect(isRenamed != isOther, "\(point)")
      let names = try store.repository().metadata.allRevisions().revisions.keys
      #expect(
        Set(names) == [other.image, isRenamed ? new.image : third.image], "\(point): \(names)")
      let found = isRenamed ? new : third
      #expect(try attributes(found, store).properties == ["of": "box"], "\(point)")
      try set("k", "v", of: found, store)
    }
  }

  @Test func whatIsCutShortLosesNoChange() throws {
    try withPoints { template, point in
      try template.withCopy { folder in
        let store = try TestStore(folder)
        let files = FaultyFileSystem(.end(after: point)).fileSystem
        _ = try? TestStore(folder, files: files).manager.rename(box, to: new.image)
        var expected = ["of": "box"]
        for (key, image) in [("a", box), ("b", new)] {
          do {
            try set(key, "v", of: image, store)
            expected[key] = "v"
          } catch let error as PcoccError {
            #expect([.notFound, .busy].contains(error.code), "\(point): \(error)")
          }
        }
        do {
          _ = try store.manager.rename(box, to: new.image)
        } catch let error as PcoccError {
          #expect(error.code == .notFound, "\(point): \(error)")
        }
        #expect(expected.count == 2, "\(point): \(expected)")
        #expect(try attributes(new, store).properties == expected, "\(point)")
        try set("c", "v", of: new, store)
      }
    }
  }

  @Test func aNameMayComeBack() throws {
    try withTemporaryFolder { folder in
      let store = try makeStore(folder)
      let id = try attributes(box, store).id
      for (round, (from, to)) in [(box, new), (new, box), (box, new), (new, box)].enumerated() {
        _ = try store.manager.rename(from, to: to.image)
        try set("round", "\(round)", of: to, store)
        #expect(try attributes(to, store).properties == ["of": "box", "round": "\(round)"])
      }
      #expect(try attributes(box, store).id == id)
      #expect(try store.manager.get(id: id).revision.metadata.name == box.image)
      // A new image has nothing of the one that had its name.
      let repository = try store.repository()
      try publish(new, isNew: true, in: repository, store)
      #expect(try attributes(new, store).properties == [:])
      try set("k", "v", of: new, store)
    }
  }

  @Test func whatWasRenamedDoesNotComeBackUnderItsOldName() throws {
    try withTemporaryFolder { folder in
      let store = try makeStore(folder)
      _ = try store.manager.rename(box, to: new.image)
      #expect(throws: PcoccError.self) { try store.manager.undelete(box) }
      let error = #expect(throws: PcoccError.self) {
        try store.manager.undelete(ImageReference("user:box@0"))
      }
      #expect(error?.code == .exists && error?.message.contains("new") == true)
      // Without the image, it can come back, be changed, and be renamed again.
      _ = try store.manager.delete(new)
      _ = try store.manager.undelete(ImageReference("user:box@0"))
      try set("k", "v", of: box, store)
      _ = try store.manager.rename(box, to: new.image)
      #expect(try attributes(new, store).properties == ["of": "box", "k": "v"])
    }
  }
}
