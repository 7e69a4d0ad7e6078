import FileSupport
import SystemPackage
import TestSupport
import Testing

@testable import ImageStore

/// What is told of who may read an image, and what its files let in, wherever a change goes wrong.
///
/// At some of the points each run, other ones each time; `PCOCC_TEST_ROUNDS` says at how many.
@Suite struct AccessChangeTests {
  private static let usual = 12

  private let box: ImageReference

  init() throws { box = try ImageReference("user:x") }

  private func set(_ visibility: Visibility, _ store: TestStore) throws {
    _ = try store.manager.update(
      box, AttributesChange(values: ["visibility": visibility.rawValue]))
  }

  private func visibility(_ store: TestStore) throws -> Visibility? {
    try store.manager.get(box).attributes.visibility
  }

  /// The image's files that others can read: all, or none.
  private func openFiles(_ store: TestStore) throws -> (open: [String], closed: [String]) {
    let result = try Oracle.run(
      "find", package: "findutils",
      [
        "\(store.folder)/user/meta", "\(store.folder)/user/attributes", "\(store.folder)/user/data",
        "-type", "f", "-not", "-name", ".in-*", "-not", "-name", "*.lock", "-printf", "%m %P\n",
      ])
    let lines = result.split(separator: "\n").map(String.init)
    return (
      lines.filter { !$0.hasPrefix("400 ") && !$0.hasPrefix("600 ") },
      lines.filter { $0.hasPrefix("400 ") || $0.hasPrefix("600 ") }
    )
  }

  /// A store with an image of two revisions. One blob has another name elsewhere, as one of a copy in
  /// another repository.
  private func withStore(_ body: (TestStore) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let store = try TestStore(folder)
      let repository = try store.repository()
      let first = try store.publish("x", text: "1", in: repository)
      try repository.withStagingFolder { folder in
        let blob = try store.stage("2", in: folder)
        _ = try repository.publishRevision(
          RevisionDraft(name: box.image, kind: .vm, layers: [blob.digest]), staged: [blob])
      }
      try LocalFileSystem().link(
        repository.layout.blob(first.layers[0]), as: folder.appending("elsewhere"))
      try store.removeEmptyFolders()
      try body(store)
    }
  }

  private func calls(_ store: TestStore, _ body: (TestStore) throws -> Void) throws -> Int {
    let counting = FaultyFileSystem(.none)
    try store.withCopy { try body(TestStore($0, files: counting.fileSystem)) }
    #expect(counting.count > 30)
    return counting.count
  }

  /// Runs `body` with a copy of the store after some of the faults had their way with a change.
  private func sweep(
    _ store: TestStore, to visibility: Visibility, _ faults: [FaultyFileSystem.Fault],
    _ body: (TestStore, FaultyFileSystem.Fault, (any Error)?) throws -> Void
  ) throws {
    for fault in faults.sample(usually: Self.usual) {
      try store.withCopy { path in
        let faulty = FaultyFileSystem(fault)
        let outcome = Result { try set(visibility, TestStore(path, files: faulty.fileSystem)) }
        let error: (any Error)? = if case .failure(let error) = outcome { error } else { nil }
        try body(TestStore(path), fault, error)
      }
    }
  }

  @Test func nobodyIsToldThatAnImageIsClosedThatIsOpen() throws {
    try withStore { store in
      let count = try calls(store) { try set(.private, $0) }
      try sweep(store, to: .private, (0...count).map { .end(after: $0) }) { store, fault, _ in
        let files = try openFiles(store)
        if try visibility(store) == .private { #expect(files.open == [], "\(fault)") }
        try set(.private, store)
        #expect(try openFiles(store).open == [], "\(fault)")
      }
    }
  }

  @Test func nothingIsOpenBeforeThatIsTold() throws {
    try withStore { store in
      try set(.private, store)
      let count = try calls(store) { try set(.public, $0) }
      try sweep(store, to: .public, (0...count).map { .end(after: $0) }) { store, fault, _ in
        let files = try openFiles(store)
        if try visibility(store) == .private { #expect(files.open == [], "\(fault)") }
        try set(.public, store)
        #expect(try openFiles(store).closed == [], "\(fault)")
      }
    }
  }

  @Test(arguments: [Visibility.private, .public])
  func whatFailsLeavesAllAsItWas(_ wanted: Visibility) throws {
    let former: Visibility = wanted == .private ? .public : .private
    try withStore { store in
      try set(former, store)
      let count = try calls(store) { try set(wanted, $0) }
      let faults = (1...count).flatMap {
        [
          FaultyFileSystem.Fault.failure(at: $0, .noSpace), .lostReply(at: $0, .ioError),
        ]
      }
      try sweep(store, to: wanted, faults) { store, fault, error in
        let now = error == nil ? wanted : former
        #expect(try visibility(store) == now, "\(fault): \(error as Any)")
        let files = try openFiles(store)
        // What the change would have said may be left, as a state that another one has replaced.
        let wrong = (now == .private ? files.open : files.closed).filter { !$0.contains(" .") }
        #expect(wrong == [], "\(fault): \(error as Any)")
      }
    }
  }

  @Test func aBlobThatWasReplacedIsSetRightWhereTheChangeFailsAfterThat() throws {
    try withStore { store in
      try set(.public, store)
      let failing = InterceptingFileSystem(before: { call in
        guard call.operation == .rename, call.path.extension == TrashRun.sealedSuffix else {
          return
        }
        throw PcoccError.fileSystem("cannot rename", call.path, .noSpace)
      })
      let error = #expect(throws: PcoccError.self) {
        try set(.private, TestStore(store.folder, files: failing))
      }
      #expect(error?.cause == .noSpace)
      #expect(try visibility(store) == .public)
      #expect(try openFiles(store).closed == [])
    }
  }

  /// What another one was told success for is not taken back with one's own change.
  @Test func aFailureTakesNothingBackThatAnotherOneDid() throws {
    try withStore { store in
      try set(.private, store)
      let other = Once()
      let failing = InterceptingFileSystem(before: { call in
        guard call.operation == .setAccess, call.path.lastComponent?.string == "x@1" else { return }
        try other.run { try set(.community, TestStore(store.folder)) }
        throw PcoccError.fileSystem("cannot set its mode", call.path, .ioError)
      })
      let error = #expect(throws: PcoccError.self) {
        try set(.public, TestStore(store.folder, files: failing))
      }
      #expect(error?.cause == .ioError)
      #expect(other.hasHappened)
      #expect(try visibility(store) == .community)
      #expect(try openFiles(store).closed == [])
    }
  }

  @Test func aRevisionThatGoesMeanwhileDisturbsNoChange() throws {
    try withStore { store in
      let count = try calls(store) { try set(.private, $0) }
      for point in (1...count).sample(usually: Self.usual) {
        try store.withCopy { path in
          let racing = FaultyFileSystem(.none, beforeCall: point) {
            let layout = RepositoryLayout(root: path.appending("user"))
            try LocalFileSystem().removeFile(layout.metadataFile(box.image, .first))
          }
          try set(.private, TestStore(path, files: racing.fileSystem))
          let store = try TestStore(path)
          #expect(try visibility(store) == .private, "before call \(point)")
          #expect(try openFiles(store).open.filter { $0.contains("@") } == [])
        }
      }
    }
  }
}
